package org.chosei.distribution.leak;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * Something that leaked, is asked about by the press, or is used; and what was done about it.
 *
 * @param noticedAt when it was noticed
 * @param words what is known of it, sealed
 * @param by who opened it, as the ledger writes it
 */
public record Leak(
        UUID id, Kind kind, Instant noticedAt, SealedId words, Instant openedAt, String by, List<Taken> taken) {

    /** What happened. The words are {@code leak.kind.KIND}. */
    public enum Kind {
        LEAK,
        PRESS,
        EXPLOIT
    }

    /** A step that was taken: what came of it, why (sealed), when and by whom. */
    public record Taken(LeakStep step, LeakStep.Outcome outcome, SealedId words, Instant at, String by) {}

    /** The step that comes next; null when all were taken or it was a false alarm. */
    public @Nullable LeakStep next() {
        boolean over = taken.stream().anyMatch(each -> each.outcome() == LeakStep.Outcome.FALSE_ALARM);
        return over
                ? null
                : Stream.of(LeakStep.values())
                        .filter(step -> taken.stream().noneMatch(each -> each.step() == step))
                        .findFirst()
                        .orElse(null);
    }

    /** Whether the case is frozen for it. */
    public boolean frozen() {
        return next() != null && taken.stream().anyMatch(each -> each.outcome() == LeakStep.Outcome.FROZEN);
    }
}
