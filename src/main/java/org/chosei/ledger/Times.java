package org.chosei.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** RFC 3339 in UTC with exactly three decimals, as the chain's writer in the database formats it. */
final class Times {
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** A time with finer parts was not written by Chosei and is shown as it is. */
    static String write(Instant at) {
        return at.getNano() % 1_000_000 == 0 ? MILLISECONDS.format(at) : at.toString();
    }
}
