package org.chosei.agreements;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The versions of one document: which is in force when, and how long a signature under an older one stands. */
public record Versions(List<Version> all) {
    static final Versions NONE = new Versions(List.of());

    /**
     * One version.
     *
     * @param from since when it is in force, unless a higher one already was
     * @param graceDays how long after {@code from} older signatures stand
     */
    public record Version(int number, Instant from, int graceDays) {
        Instant graceEnd() {
            return from.plus(Duration.ofDays(graceDays));
        }
    }

    /** The number of the version in force; 0 before the first. */
    public int inForce(Instant at) {
        return come(at).mapToInt(Version::number).max().orElse(0);
    }

    /** The highest number given out. */
    public int newest() {
        return all.stream().mapToInt(Version::number).max().orElse(0);
    }

    /** The version that comes into force next, if one is announced. */
    public Optional<Version> next(Instant at) {
        int now = inForce(at);
        return all.stream()
                .filter(each -> each.number() > now && each.from().isAfter(at))
                .min(Comparator.comparing(Version::from).thenComparing(Version::number, Comparator.reverseOrder()));
    }

    /** When a signature under this number stops standing, or stopped; null while no newer version is in force. */
    public @Nullable Instant standsUntil(int number, Instant at) {
        return come(at).filter(each -> each.number() > number && everInForce(each))
                .map(Version::graceEnd)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** A version that a higher one overtook before its own instant was never in force and asks nothing of anybody. */
    private boolean everInForce(Version version) {
        return all.stream()
                .noneMatch(other ->
                        other.number() > version.number() && !other.from().isAfter(version.from()));
    }

    private Stream<Version> come(Instant at) {
        return all.stream().filter(each -> !each.from().isAfter(at));
    }
}
