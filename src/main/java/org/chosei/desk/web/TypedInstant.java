package org.chosei.desk.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.chosei.kernel.Refusal;

/** An instant as a person types it: date, hour and zone, all three. */
public final class TypedInstant {
    private static final int FIRST_YEAR = 1990;
    private static final int LAST_YEAR = 2200;

    private TypedInstant() {}

    /** Reads it; {@code field} is where it is mended. */
    public static Instant read(String field, String local, String zone) {
        try {
            LocalDateTime read = LocalDateTime.parse(local.strip());
            if (read.getYear() >= FIRST_YEAR && read.getYear() <= LAST_YEAR) {
                return read.atZone(ZoneId.of(zone)).toInstant();
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new Refusal.Invalid(field, "clock-instant");
    }
}
