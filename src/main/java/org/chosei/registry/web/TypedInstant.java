package org.chosei.registry.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.chosei.kernel.Refusal;

/** When something happened, as a person types it: date, time and zone. */
final class TypedInstant {
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm", Locale.ROOT);
    /** Nothing that is recorded here happened before; later years are refused as being in the future. */
    private static final int FIRST_YEAR = 1990;

    private static final int LAST_YEAR = 9998;

    private TypedInstant() {}

    static Instant read(String field, String local, String zone) {
        try {
            LocalDateTime read = LocalDateTime.parse(local.strip());
            if (read.getYear() < FIRST_YEAR || read.getYear() > LAST_YEAR) {
                throw new Refusal.Invalid(field, "vetting-when");
            }
            return read.atZone(ZoneId.of(zone)).toInstant();
        } catch (DateTimeException e) {
            throw new Refusal.Invalid(field, "vetting-when");
        }
    }

    /** What the field holds before anybody typed: the minute that has passed. */
    static String typed(Instant at, ZoneId zone) {
        return FIELD.format(at.truncatedTo(ChronoUnit.MINUTES).atZone(zone));
    }
}
