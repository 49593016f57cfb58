package org.chosei.registry.closures;

import java.time.LocalDate;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;

/** An organisation does not work from {@code first} to {@code last}, both included, in the calendar of the CSIRT's zone. */
public record Closure(UUID id, OrganisationId organisation, LocalDate first, LocalDate last, Reason reason) {

    /** Why it is closed: a fact of few words, so that nothing confidential is written here. */
    public enum Reason {
        YEAR_END,
        GOLDEN_WEEK,
        SUMMER,
        ANNIVERSARY,
        OTHER
    }

    /** Whether the organisation is closed on that day. */
    public boolean covers(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(last);
    }
}
