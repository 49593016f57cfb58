package org.chosei.registry;

import java.time.Instant;
import java.util.List;
import org.chosei.kernel.OrganisationId;

/** Which cases an organisation sees; answered by the room that gives access. */
public interface OpenCases {

    /**
     * A case that is open to it.
     *
     * @param from since when, or from when on if a wave was planned that has not opened yet
     */
    record OpenCase(String number, Instant from) {}

    /** By age, as far as the acting scope may know: an organisation does not learn what it would be told later. */
    List<OpenCase> of(OrganisationId organisation);
}
