package org.chosei.cases.clocks;

import java.time.Instant;

/**
 * A deadline in somebody's calendar.
 *
 * @param uid the same for the same deadline for ever
 * @param title what calendars show: a number and a word of ours, never words of the case
 * @param address where to read more, after signing in; or empty
 * @param sequence higher whenever the instant has changed
 * @param changedAt when it got that number
 */
public record CalendarEvent(String uid, String title, String address, Instant at, int sequence, Instant changedAt) {

    /** The id of a deadline under this host's name. */
    public static String uid(String kind, Object caseId, String host) {
        return kind.toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "-" + caseId + "@" + host;
    }
}
