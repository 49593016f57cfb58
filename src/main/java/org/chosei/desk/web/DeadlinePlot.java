package org.chosei.desk.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chosei.cases.clocks.Clock;
import org.chosei.cases.clocks.ClockKind;
import org.chosei.cases.clocks.ClockState;

/** The clocks of a case on one line of time: a bar from start to end for each, and where now is. Days are of one zone. */
public record DeadlinePlot(List<Row> rows, List<Tick> ticks, long now) {
    /** Where the bars begin, and how long the whole is, in the units of the picture. */
    public static final int LEFT = 250;

    private static final int WIDTH = 510;
    private static final int MOST_TICKS = 5;

    /** One clock; {@code met} is where what it waited for came, or -1. */
    public record Row(ClockKind kind, String letter, ClockState state, long from, long to, long met, Instant due) {}

    /** A date below the axis. */
    public record Tick(long x, LocalDate day) {}

    static DeadlinePlot of(List<Clock> clocks, Instant now, ZoneId zone) {
        List<Instant> instants = clocks.stream()
                .flatMap(clock -> Stream.of(clock.start(), clock.due(), clock.metAt()))
                .filter(java.util.Objects::nonNull)
                .toList();
        Instant first = Stream.concat(instants.stream(), Stream.of(now))
                .min(Instant::compareTo)
                .orElse(now);
        Instant last = Stream.concat(instants.stream(), Stream.of(now))
                .max(Instant::compareTo)
                .orElse(now);
        Instant end = last.isAfter(first.plus(1, ChronoUnit.DAYS)) ? last : first.plus(1, ChronoUnit.DAYS);
        Axis axis = new Axis(first, end);
        List<Row> rows = new ArrayList<>();
        for (Clock clock : clocks) {
            Instant due = clock.due();
            if (due != null) {
                Instant start = clock.start() == null ? due : clock.start();
                Instant met = clock.metAt();
                rows.add(new Row(
                        clock.kind(),
                        clock.rule().letter(),
                        clock.state(),
                        axis.x(start),
                        axis.x(due),
                        met == null ? -1 : axis.x(met),
                        due));
            }
        }
        return new DeadlinePlot(List.copyOf(rows), axis.ticks(zone), axis.x(now));
    }

    private record Axis(Instant first, Instant end) {
        long x(Instant at) {
            double part = (double) Duration.between(first, at).toMillis()
                    / Duration.between(first, end).toMillis();
            return LEFT + Math.round(WIDTH * Math.clamp(part, 0, 1));
        }

        List<Tick> ticks(ZoneId zone) {
            LocalDate from = LocalDate.ofInstant(first, zone).plusDays(1);
            LocalDate until = LocalDate.ofInstant(end, zone);
            long step = Math.max(1, ChronoUnit.DAYS.between(from, until) / MOST_TICKS + 1);
            return Stream.iterate(from, day -> !day.isAfter(until), day -> day.plusDays(step))
                    .map(day -> new Tick(x(day.atStartOfDay(zone).toInstant()), day))
                    .toList();
        }
    }
}
