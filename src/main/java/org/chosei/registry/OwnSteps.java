package org.chosei.registry;

import java.util.List;
import org.chosei.kernel.OrganisationId;

/** What a room above knows of an organisation's way; its steps come before those of keys and vetting. */
public interface OwnSteps {

    /** In the order in which they are taken, as far as the acting scope may know. */
    List<NextStep> of(OrganisationId organisation);
}
