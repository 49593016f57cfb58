package org.chosei.cases.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.chosei.kernel.ZonedTime;
import org.jspecify.annotations.Nullable;

/**
 * Terms as somebody typed them: date, hour and zone, never two of the three.
 *
 * @param until as a browser's date-and-time field sends it
 * @param respondBy the same, or empty for the usual time
 * @param anyway whether the person saw what speaks against it
 */
public record TypedTerms(String until, String zone, String respondBy, boolean anyway) {

    /** An empty form in the CSIRT's zone. */
    static TypedTerms empty(ZoneId zone) {
        return new TypedTerms("", zone.getId(), "", false);
    }

    ZonedDateTime untilInZone() {
        return instant("until", until);
    }

    @Nullable
    Instant respondByInstant() {
        return respondBy.isBlank() ? null : instant("respondBy", respondBy).toInstant();
    }

    private ZonedDateTime instant(String field, String local) {
        return ZonedTime.read(field, local, zone);
    }

    /** The zones to choose from, the one that was chosen first. */
    List<String> zones(ZoneId own) {
        return ZonedTime.offered(zone, own);
    }
}
