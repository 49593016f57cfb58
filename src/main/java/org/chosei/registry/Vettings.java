package org.chosei.registry;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.chosei.kernel.OrganisationId;

/** How organisations stood to vetting at any instant, for the rooms that judge by it. */
public interface Vettings {

    /** In one query, whatever their number; what the acting scope may not know is absent. */
    Map<OrganisationId, Vetting> at(Collection<OrganisationId> organisations, Instant at);

    /** From now on vetting is expected of an organisation, because it registered by form. Staff only. */
    void expect(OrganisationId organisation);
}
