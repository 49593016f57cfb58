package org.chosei.agreements.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.chosei.kernel.Refusal;

/** Date, time and zone as typed. */
final class LocalInstant {
    /** What the database and a person's calendar both know. */
    private static final int FIRST_YEAR = 1970;

    private static final int LAST_YEAR = 9998;

    private LocalInstant() {}

    /** Empty when no date was typed; a date without a zone is refused. */
    static Optional<Instant> read(String local, String zone) {
        if (local.isBlank()) {
            return Optional.empty();
        }
        try {
            LocalDateTime read = LocalDateTime.parse(local.strip());
            if (read.getYear() < FIRST_YEAR || read.getYear() > LAST_YEAR) {
                throw new DateTimeException(local);
            }
            return Optional.of(ZonedDateTime.of(read, ZoneId.of(zone)).toInstant());
        } catch (DateTimeException e) {
            throw new Refusal.Invalid("instant", "instant-malformed");
        }
    }
}
