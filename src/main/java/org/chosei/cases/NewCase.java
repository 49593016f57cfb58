package org.chosei.cases;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides when opening a case from a report.
 *
 * @param originator who reported it
 * @param originatorNumber the originator's own tracking number, kept as an alias; empty if none
 * @param embargoUntil the embargo confirmed with the report, with hour and zone; null if none was asked for
 * @param embargoBy whose proposal that is: the originator's when it asked for it, else the coordinator's own
 * @param detailsReceivedAt when the report arrived: the start of the clocks
 */
public record NewCase(
        String title,
        String summary,
        String product,
        Tlp tlp,
        OrganisationId originator,
        String originatorNumber,
        @Nullable ZonedDateTime embargoUntil,
        OrganisationId embargoBy,
        Instant detailsReceivedAt) {

    /** An originator that asks for the embargo with its report, or no embargo. */
    public NewCase(
            String title,
            String summary,
            String product,
            Tlp tlp,
            OrganisationId originator,
            String originatorNumber,
            @Nullable ZonedDateTime embargoUntil,
            Instant detailsReceivedAt) {
        this(title, summary, product, tlp, originator, originatorNumber, embargoUntil, originator, detailsReceivedAt);
    }
}
