package org.chosei.registry.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.chosei.crypto.KeyFitness;
import org.jspecify.annotations.Nullable;

/**
 * What there is to warn of about a key at an instant.
 *
 * @param endsAt when the key ends or ended; null where no time is to blame
 * @param reason why it can no longer be used; null while it can
 */
public record KeyWarning(
        Stage stage, @Nullable Instant endsAt, @Nullable Reason reason) {
    /** From when on a key is said to run out. */
    public static final Duration AHEAD = Duration.ofDays(30);

    /** How near the end is. */
    public enum Stage {
        DAYS_30(30),
        DAYS_7(7),
        DAYS_1(1),
        /** It cannot be used any more. */
        UNFIT(0);

        private final Duration before;

        Stage(int days) {
            this.before = Duration.ofDays(days);
        }
    }

    /** Why a key can no longer be used. */
    public enum Reason {
        EXPIRED,
        REVOKED,
        WEAK,
        CANNOT_ENCRYPT
    }

    /** The nearest stage that is reached; empty while there is nothing to warn of. */
    static Optional<KeyWarning> of(KeyFitness fitness, Instant now) {
        return switch (fitness) {
            case KeyFitness.Fit(var _, var end) -> end == null ? Optional.empty() : ahead(end, now);
            case KeyFitness.Expired(var end) -> unfit(Reason.EXPIRED, end);
            case KeyFitness.Revoked() -> unfit(Reason.REVOKED, null);
            case KeyFitness.Weak(var _) -> unfit(Reason.WEAK, null);
            case KeyFitness.CannotEncrypt() -> unfit(Reason.CANNOT_ENCRYPT, null);
        };
    }

    private static Optional<KeyWarning> ahead(Instant end, Instant now) {
        Duration left = Duration.between(now, end);
        if (left.compareTo(AHEAD) > 0) {
            return Optional.empty();
        }
        Stage stage = left.compareTo(Stage.DAYS_1.before) <= 0
                ? Stage.DAYS_1
                : left.compareTo(Stage.DAYS_7.before) <= 0 ? Stage.DAYS_7 : Stage.DAYS_30;
        return Optional.of(new KeyWarning(stage, end, null));
    }

    private static Optional<KeyWarning> unfit(Reason reason, @Nullable Instant end) {
        return Optional.of(new KeyWarning(Stage.UNFIT, end, reason));
    }
}
