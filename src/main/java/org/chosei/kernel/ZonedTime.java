package org.chosei.kernel;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;

/** Reads an instant that a person typed: date, hour and zone, never two of the three. */
public final class ZonedTime {
    /** What the database and a person's calendar both know. */
    private static final int FIRST_YEAR = 1970;

    private static final int LAST_YEAR = 9998;

    private ZonedTime() {}

    /**
     * Reads it.
     *
     * @param field where it is mended
     * @param local as a browser's date-and-time field sends it (ISO 8601 without offset)
     * @param zone an IANA name or an offset
     * @throws Refusal.Invalid {@code instant-malformed}, or {@code instant-twofold} for a local time that the zone's clocks
     *     skip or show twice: nobody may guess which one was meant
     */
    public static ZonedDateTime read(String field, String local, String zone) {
        try {
            LocalDateTime typed = LocalDateTime.parse(local.strip());
            ZoneId in = ZoneId.of(zone.strip());
            if (typed.getYear() < FIRST_YEAR || typed.getYear() > LAST_YEAR) {
                throw new Refusal.Invalid(field, "instant-malformed");
            }
            if (in.getRules().getValidOffsets(typed).size() != 1) {
                throw new Refusal.Invalid(field, "instant-twofold", typed.toString(), in.getId());
            }
            return ZonedDateTime.of(typed, in);
        } catch (DateTimeException e) {
            throw new Refusal.Invalid(field, "instant-malformed");
        }
    }

    /**
     * The names of the zones that a form offers, the one chosen before first.
     *
     * @param chosen blank for none
     * @param own the zone of the CSIRT or of the reader
     */
    public static List<String> offered(String chosen, ZoneId own) {
        return Stream.of(
                        chosen.isBlank() ? own.getId() : chosen,
                        own.getId(),
                        "UTC",
                        "America/New_York",
                        "Europe/Berlin")
                .distinct()
                .toList();
    }
}
