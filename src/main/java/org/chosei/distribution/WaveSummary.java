package org.chosei.distribution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.chosei.kernel.CaseId;
import org.chosei.mail.Deliveries;
import org.jspecify.annotations.Nullable;

/**
 * A wave in numbers, out of its rows; a pure function of them. Durations are null where fewer than two, or none, are known.
 *
 * @param vendors that were chosen and not cut off before the instant
 * @param accessSkew between the first and the last instant from which a vendor sees the notice
 * @param mailSkew between the first and the last mail that was handed over
 * @param portalOnly without a mail of the notice, told on the portal
 * @param readSkew between the first and the last first reading on the portal
 * @param readAge the median time from the instant to the first reading; of acknowledgement and answer likewise
 * @param silent vendors of which nothing was read, acknowledged or heard
 */
public record WaveSummary(
        CaseId caseId,
        String number,
        UUID wave,
        int ordinal,
        Instant instant,
        int vendors,
        @Nullable Duration accessSkew,
        int handedOver,
        int deferred,
        int bounced,
        int heldBack,
        int portalOnly,
        @Nullable Duration mailSkew,
        int read,
        @Nullable Duration readSkew,
        @Nullable Duration readAge,
        int acknowledged,
        @Nullable Duration acknowledgedAge,
        int answered,
        @Nullable Duration answeredAge,
        int silent) {

    /** One for each wave, in the order of the rows. */
    public static List<WaveSummary> of(List<FairnessRow> rows) {
        Map<UUID, List<FairnessRow>> waves = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> row.grantedAt() != null)
                .forEach(row -> waves.computeIfAbsent(row.wave(), _ -> new ArrayList<>())
                        .add(row));
        return waves.values().stream().map(WaveSummary::wave).toList();
    }

    private static WaveSummary wave(List<FairnessRow> rows) {
        FairnessRow first = rows.getFirst();
        return new WaveSummary(
                first.caseId(),
                first.number(),
                first.wave(),
                first.ordinal(),
                first.instant(),
                rows.size(),
                skew(rows, FairnessRow::grantedAt),
                delivered(rows, Deliveries.State.HANDED_OVER),
                delivered(rows, Deliveries.State.DEFERRED) + delivered(rows, Deliveries.State.STAGED),
                delivered(rows, Deliveries.State.BOUNCED),
                delivered(rows, Deliveries.State.HELD_BACK) + delivered(rows, Deliveries.State.CANCELLED),
                count(rows, FairnessRow::toldAt),
                skew(rows, FairnessRow::handedOverAt),
                count(rows, FairnessRow::readAt),
                skew(rows, FairnessRow::readAt),
                median(rows, FairnessRow::readAt),
                count(rows, FairnessRow::acknowledgedAt),
                median(rows, FairnessRow::acknowledgedAt),
                count(rows, FairnessRow::answeredAt),
                median(rows, FairnessRow::answeredAt),
                (int) rows.stream().filter(FairnessRow::silent).count());
    }

    private static int delivered(List<FairnessRow> rows, Deliveries.State state) {
        return (int) rows.stream().filter(row -> row.delivery() == state).count();
    }

    private static Stream<Instant> known(List<FairnessRow> rows, Function<FairnessRow, @Nullable Instant> what) {
        return rows.stream().map(what).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    private static int count(List<FairnessRow> rows, Function<FairnessRow, @Nullable Instant> what) {
        return (int) known(rows, what).count();
    }

    private static @Nullable Duration skew(List<FairnessRow> rows, Function<FairnessRow, @Nullable Instant> what) {
        Instant first = known(rows, what).min(Comparator.naturalOrder()).orElse(null);
        Instant last = known(rows, what).max(Comparator.naturalOrder()).orElse(null);
        return first == null || last == null ? null : Duration.between(first, last);
    }

    private static @Nullable Duration median(List<FairnessRow> rows, Function<FairnessRow, @Nullable Instant> what) {
        List<Duration> ages = rows.stream()
                .map(row -> row.after(what.apply(row)))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .sorted()
                .toList();
        if (ages.isEmpty()) {
            return null;
        }
        int middle = ages.size() / 2;
        return ages.size() % 2 == 1
                ? ages.get(middle)
                : ages.get(middle - 1).plus(ages.get(middle)).dividedBy(2);
    }
}
