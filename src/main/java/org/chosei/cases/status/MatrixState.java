package org.chosei.cases.status;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a vendor stands with one vulnerability: its own words, or what its silence is. The one place that derives it; only
 * the words are stored.
 */
public enum MatrixState {
    NOT_ASKED("–", "none"),
    SCHEDULED("◷", "none"),
    ASKED_SILENT("?", "warn"),
    READ("●", "warn"),
    ANSWERED("✉", "warn"),
    INVESTIGATING("…", "warn"),
    AFFECTED("▲", "bad"),
    NOT_AFFECTED("○", "good"),
    FIXED("✓", "good"),
    DECLINED("✕", "none"),
    WITHDRAWN("⊘", "none");

    private final String symbol;
    private final String tone;

    MatrixState(String symbol, String tone) {
        this.symbol = symbol;
        this.tone = tone;
    }

    /**
     * What is known of a vendor in a case, beside its statements. Instants are null for what has not happened.
     *
     * @param asked whether a wave that was not cancelled chose it
     * @param from from when it sees the notice; null when that was taken back before
     * @param endedAt when its access ended
     * @param readAt when it first opened the notice on the portal
     * @param acknowledgedAt when a person said that it was received
     * @param answeredAt when it first wrote or stated anything in the case
     */
    public record Known(
            boolean asked,
            @Nullable Instant from,
            @Nullable Instant endedAt,
            @Nullable Instant readAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant answeredAt) {}

    /** Its own words win over everything; then whether it was asked, sees the notice, and did anything with it. */
    public static MatrixState of(@Nullable VendorStatus said, Known known, Instant now) {
        if (said != null) {
            return of(said);
        }
        if (!known.asked()) {
            return NOT_ASKED;
        }
        Instant from = known.from();
        if (from == null || known.endedAt() != null) {
            return WITHDRAWN;
        }
        if (now.isBefore(from)) {
            return SCHEDULED;
        }
        if (known.answeredAt() != null) {
            return ANSWERED;
        }
        return known.readAt() != null || known.acknowledgedAt() != null ? READ : ASKED_SILENT;
    }

    /** What a vendor said, as a state. */
    public static MatrixState of(VendorStatus said) {
        return switch (said) {
            case INVESTIGATING -> INVESTIGATING;
            case AFFECTED -> AFFECTED;
            case NOT_AFFECTED -> NOT_AFFECTED;
            case FIXED -> FIXED;
            case DECLINED -> DECLINED;
        };
    }

    /** In messages: {@code distribution.stands.KEY}, with one sentence of explanation under {@code status.means.KEY}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A sign for it, always shown together with the word. */
    public String symbol() {
        return symbol;
    }

    /** The style sheet's tone: good, bad, warn or none. */
    public String tone() {
        return tone;
    }
}
