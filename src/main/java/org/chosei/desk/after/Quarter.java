package org.chosei.desk.after;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chosei.kernel.Refusal;

/** A quarter of a calendar year, in the zone of the CSIRT, written {@code 2026-Q4}. */
public record Quarter(int year, int number) {
    private static final Pattern WRITTEN = Pattern.compile("(2[0-9]{3})-Q([1-4])");
    private static final int MONTHS = 3;

    /** The one that holds this instant. */
    public static Quarter at(Instant at, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        return new Quarter(day.getYear(), (day.getMonthValue() - 1) / MONTHS + 1);
    }

    /**
     * Reads it; empty is the one that holds {@code now}.
     *
     * @throws Refusal.NotFound for what is no quarter
     */
    public static Quarter read(String typed, Instant now, ZoneId zone) {
        if (typed.isBlank()) {
            return at(now, zone);
        }
        Matcher written = WRITTEN.matcher(typed.strip());
        if (!written.matches()) {
            throw new Refusal.NotFound();
        }
        return new Quarter(Integer.parseInt(written.group(1)), Integer.parseInt(written.group(2)));
    }

    private LocalDate firstDay() {
        return LocalDate.of(year, (number - 1) * MONTHS + 1, 1);
    }

    /** Its first instant. */
    public Instant from(ZoneId zone) {
        return firstDay().atStartOfDay(zone).toInstant();
    }

    /** The first instant after it. */
    public Instant until(ZoneId zone) {
        return firstDay().plusMonths(MONTHS).atStartOfDay(zone).toInstant();
    }

    Quarter before(int quarters) {
        LocalDate day = firstDay().minusMonths((long) MONTHS * quarters);
        return new Quarter(day.getYear(), (day.getMonthValue() - 1) / MONTHS + 1);
    }

    /** This one and those before it, the newest first. */
    public List<Quarter> last(int count) {
        return IntStream.range(0, count).mapToObj(this::before).toList();
    }

    @Override
    public String toString() {
        return year + "-Q" + number;
    }
}
