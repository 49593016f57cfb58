package org.chosei.desk.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.chosei.distribution.Fairness;
import org.jspecify.annotations.Nullable;

/**
 * The fairness record as a picture: a line for each vendor that was chosen, what happened on it as marks. The axis is
 * logarithmic in the time since the first instant, so that a second's difference and a month's silence both show.
 */
public record FairnessPlot(List<Row> rows, List<Tick> ticks) {
    /** Where the lines begin, and how long they are, in the units of the picture. */
    public static final int LEFT = 220;

    private static final int WIDTH = 540;
    private static final Duration AT_LEAST = Duration.ofMinutes(1);

    /** One vendor's line. */
    public record Row(String vendor, List<Mark> marks) {}

    /** Something that happened; {@code what} names the message and the shape. */
    public record Mark(long x, String what, Instant at) {}

    /** A mark of the axis; {@code label} is a message key. */
    public record Tick(long x, String label) {}

    private enum Scale {
        SECOND(1),
        MINUTE(60),
        HOUR(3_600),
        DAY(86_400),
        WEEK(604_800),
        MONTH(2_592_000);

        private final long seconds;

        Scale(long seconds) {
            this.seconds = seconds;
        }
    }

    static FairnessPlot of(List<Fairness.Line> lines, Locale locale) {
        List<Fairness.Line> chosen =
                lines.stream().filter(line -> line.grantedAt() != null).toList();
        Instant start = chosen.stream()
                .map(Fairness.Line::grantedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        double longest = chosen.stream()
                .flatMap(FairnessPlot::instants)
                .mapToDouble(at -> seconds(start, at))
                .max()
                .orElse(0);
        double end = Math.max(longest, AT_LEAST.toSeconds());
        List<Row> rows = chosen.stream()
                .map(line -> new Row(line.vendor().name(locale), marks(line, start, end)))
                .toList();
        List<Tick> ticks = Stream.of(Scale.values())
                .filter(scale -> scale.seconds <= end)
                .map(scale -> new Tick(
                        x(scale.seconds, end),
                        "distribution.scale." + scale.name().toLowerCase(Locale.ROOT)))
                .toList();
        return new FairnessPlot(rows, ticks);
    }

    private static Stream<Instant> instants(Fairness.Line line) {
        return Stream.of(line.grantedAt(), line.handedOverAt(), line.readAt(), line.acknowledgedAt(), line.answeredAt())
                .filter(Objects::nonNull);
    }

    private static List<Mark> marks(Fairness.Line line, Instant start, double end) {
        List<Mark> marks = new ArrayList<>();
        add(marks, "granted", line.grantedAt(), start, end);
        add(marks, "handed-over", line.handedOverAt(), start, end);
        add(marks, "read", line.readAt(), start, end);
        add(marks, "acknowledged-at", line.acknowledgedAt(), start, end);
        add(marks, "answered", line.answeredAt(), start, end);
        return marks;
    }

    private static void add(List<Mark> marks, String what, @Nullable Instant at, Instant start, double end) {
        if (at != null) {
            marks.add(new Mark(x(seconds(start, at), end), what, at));
        }
    }

    private static double seconds(Instant start, Instant at) {
        return Math.max(0, Duration.between(start, at).toMillis() / 1000.0);
    }

    private static long x(double seconds, double end) {
        return LEFT + Math.round(WIDTH * Math.log1p(seconds) / Math.log1p(end));
    }
}
