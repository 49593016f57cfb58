package org.chosei.intake;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The end of the embargo that a partner asks for. An instant needs date, hour and zone; what is missing is never guessed
 * but asked for.
 */
public sealed interface RequestedEmbargo {

    /** The partner wrote that it asks for none. */
    record Waived() implements RequestedEmbargo {}

    /** An instant that can be read in one way only, in the zone in which it was asked for. */
    record At(ZonedDateTime until) implements RequestedEmbargo {}

    /** Date and hour without a zone, or with one that names no place or several. */
    record WithoutZone(LocalDateTime local) implements RequestedEmbargo {}

    /** A date alone. */
    record WithoutHour(LocalDate date) implements RequestedEmbargo {}

    /** A local time that the zone's clocks skip or show twice when they change. */
    record Twofold(LocalDateTime local, ZoneId zone) implements RequestedEmbargo {}

    /** Nothing was written. */
    record Blank() implements RequestedEmbargo {}

    /** Words that are no instant. */
    record Unreadable() implements RequestedEmbargo {}

    /** Reads ISO 8601, the form's example, and dates as they are written in Japan. */
    static RequestedEmbargo read(String written) {
        return EmbargoReading.read(written);
    }
}
