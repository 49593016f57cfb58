package org.chosei.distribution.asks;

import java.time.Instant;
import java.util.Comparator;
import org.chosei.cases.clocks.BusinessCalendar;
import org.jspecify.annotations.Nullable;

/** Which rung comes next for a vendor and when; a pure function of what is known. */
public final class Ladder {
    private Ladder() {}

    /**
     * What comes next.
     *
     * @param at when; null while a person has to act on {@code rung} first
     */
    public record Coming(Step step, Rung rung, @Nullable Instant at) {}

    /**
     * The rung that comes next on the step that is asked now; null when nothing is asked, the vendor said something after it
     * was reminded, somebody of the staff stopped it, or the last rung was climbed.
     */
    public static @Nullable Coming next(VendorAsks asks, BusinessCalendar calendar) {
        Ask ask = asks.current();
        if (ask == null) {
            return null;
        }
        Climbed highest = asks.highest(ask.step());
        return highest == null
                ? new Coming(ask.step(), Rung.REMINDER, first(asks, ask, calendar))
                : answered(asks, ask.step()) ? null : above(asks, highest, calendar);
    }

    /** A step that was opened late by a late answer to the one before it has a business day all the same. */
    private static Instant first(VendorAsks asks, Ask ask, BusinessCalendar calendar) {
        Instant before = asks.before(ask.step());
        Instant opened = before == null ? ask.due() : calendar.plusBusinessDays(before, 1);
        return opened.isAfter(ask.due()) ? opened : ask.due();
    }

    /** Whether the vendor said anything after it was first reminded of the step. */
    private static boolean answered(VendorAsks asks, Step step) {
        Instant word = asks.wordAt();
        return word != null
                && asks.rungs().stream()
                        .filter(each -> each.step() == step)
                        .map(Climbed::at)
                        .min(Comparator.naturalOrder())
                        .filter(at -> !word.isBefore(at))
                        .isPresent();
    }

    private static @Nullable Coming above(VendorAsks asks, Climbed highest, BusinessCalendar calendar) {
        Step step = highest.step();
        Acted last = asks.last(step);
        Rung next = highest.rung().next();
        if (last != null && last.next() == Acted.Next.STOP) {
            return null;
        }
        boolean acted = last != null && last.rung() == highest.rung() && last.next() != Acted.Next.AGAIN;
        if (highest.rung().byPeople() && !acted) {
            return new Coming(step, highest.rung(), null);
        }
        if (next == null) {
            return null;
        }
        Instant from = highest.rung().byPeople() && last != null ? last.recordedAt() : highest.at();
        return new Coming(
                step, next, calendar.plusBusinessDays(from, asks.rules().after(next)));
    }
}
