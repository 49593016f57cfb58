package org.chosei.cases.clocks;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Whole days in somebody's calendar, which are the same days in every zone (RFC 5545, 3.6.1).
 *
 * @param uid the same for the same days for ever
 * @param title what calendars show
 * @param address where to read more, after signing in; or empty
 * @param last the last day, included
 * @param changedAt when they were planned
 */
public record CalendarDays(
        String uid, String title, String address, LocalDate first, LocalDate last, Instant changedAt) {}
