package org.chosei.agreements.web;

import java.time.Instant;
import java.util.Optional;
import org.chosei.kernel.ZonedTime;

/** Date, time and zone as typed. */
final class LocalInstant {
    private LocalInstant() {}

    /** Empty when no date was typed; a date without a zone is refused. */
    static Optional<Instant> read(String local, String zone) {
        if (local.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(ZonedTime.read("instant", local, zone).toInstant());
    }
}
