package org.chosei.desk.web;

import java.time.Instant;
import org.chosei.kernel.ZonedTime;

/** An instant as a person types it: date, hour and zone, all three. */
public final class TypedInstant {
    private TypedInstant() {}

    /** Reads it; {@code field} is where it is mended. */
    public static Instant read(String field, String local, String zone) {
        return ZonedTime.read(field, local, zone).toInstant();
    }
}
