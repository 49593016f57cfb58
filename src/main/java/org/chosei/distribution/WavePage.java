package org.chosei.distribution;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.cases.CoordinatedCase;
import org.chosei.registry.Organisation;
import org.jspecify.annotations.Nullable;

/**
 * All that staff see of a wave, or of a request that waits to become one.
 *
 * @param policy the version that was applied
 * @param steps what was done to it, oldest first
 * @param was the wave in whose place it came when that was moved
 * @param becomes the wave, or request, that took its place
 * @param text the words, as they are or would be distributed
 * @param amended the ordinal of the notice that it corrects or recalls; 0 for none
 * @param log the selection log: chosen ones first
 * @param own what people said of the selection as a whole
 * @param names of those who acted, as far as they are known
 */
public record WavePage(
        CoordinatedCase of,
        UUID id,
        WaveState state,
        Instant visibleFrom,
        Policy policy,
        List<Step> steps,
        @Nullable UUID was,
        @Nullable UUID becomes,
        @Nullable UUID notice,
        int ordinal,
        String text,
        String sha256,
        Amends.@Nullable How how,
        int amended,
        List<Line> log,
        List<Note> own,
        Map<String, String> names) {

    /**
     * Something that was done.
     *
     * @param key its words are {@code distribution.wave-step.KEY}
     * @param by as {@code Scope.actor()} writes it
     * @param reason as it was given; empty for none
     */
    public record Step(String key, Instant at, String by, String reason) {}

    /** What somebody said in its own words. */
    public record Note(String words, Instant at, String by) {}

    /** Why a vendor was or was not chosen; {@code suggested} are codes under {@code distribution.suggested}. */
    public record Line(Organisation vendor, Answer answer, boolean chosen, List<String> suggested, List<Note> notes) {}

    /** How many were chosen. */
    public long chosen() {
        return log.stream().filter(Line::chosen).count();
    }

    /** Whether it still lies ahead and can be moved, cancelled or decided about. */
    public boolean ahead() {
        return state == WaveState.AHEAD || state == WaveState.AWAITING;
    }
}
