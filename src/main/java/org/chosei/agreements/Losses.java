package org.chosei.agreements;

import java.util.List;
import org.chosei.kernel.OrganisationId;

/** What an organisation loses when its note or NDA ends. Answered by the room that gives access. */
public interface Losses {

    /**
     * The numbers of the cases that close for it, as far as the acting scope may know them: an organisation does not learn
     * what it would have been told later.
     */
    List<String> cases(OrganisationId organisation);
}
