package org.chosei.distribution.asks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.chosei.cases.clocks.BusinessCalendar;

/**
 * By when each step is to be met and how fast the ladder is climbed, in business days. A version is never changed.
 *
 * @param receiptDays from the instant of the wave, as {@code affectedDays} and {@code fixDays} are
 * @param othersAfter after the reminder to the team
 * @param telephoneAfter after the mails to the other contacts
 * @param letterAfter after the call that was not answered
 * @param faxAfter after the letter was sent
 * @param opens from when on a business day mails of these kinds leave, in the zone of the CSIRT
 * @param closes until when, exclusive
 */
public record AskRules(
        int version,
        int receiptDays,
        int affectedDays,
        int fixDays,
        int othersAfter,
        int telephoneAfter,
        int letterAfter,
        int faxAfter,
        LocalTime opens,
        LocalTime closes) {

    /** When the step is to be met. */
    public Instant due(Step step, Instant askedAt, BusinessCalendar calendar) {
        return calendar.plusBusinessDays(askedAt, days(step));
    }

    /** In business days from the instant of the wave. */
    public int days(Step step) {
        return switch (step) {
            case RECEIPT -> receiptDays;
            case AFFECTED -> affectedDays;
            case FIX -> fixDays;
        };
    }

    /** How many business days after the one below it a rung is climbed. */
    public int after(Rung rung) {
        return switch (rung) {
            case REMINDER -> 0;
            case OTHERS -> othersAfter;
            case TELEPHONE -> telephoneAfter;
            case LETTER -> letterAfter;
            case FAX -> faxAfter;
        };
    }

    /** Whether it is a business hour of that calendar: outside nobody is reminded. */
    public boolean open(Instant now, BusinessCalendar calendar) {
        ZonedDateTime at = now.atZone(calendar.zone());
        LocalDate day = at.toLocalDate();
        LocalTime time = at.toLocalTime();
        return calendar.isBusinessDay(day) && !time.isBefore(opens) && time.isBefore(closes);
    }
}
