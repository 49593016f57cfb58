package org.chosei.registry.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.chosei.kernel.ZonedTime;

/** When something happened, as a person types it: date, time and zone. */
final class TypedInstant {
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm", Locale.ROOT);

    private TypedInstant() {}

    static Instant read(String field, String local, String zone) {
        return ZonedTime.read(field, local, zone).toInstant();
    }

    /** What the field holds before anybody typed: the minute that has passed. */
    static String typed(Instant at, ZoneId zone) {
        return FIELD.format(at.truncatedTo(ChronoUnit.MINUTES).atZone(zone));
    }
}
