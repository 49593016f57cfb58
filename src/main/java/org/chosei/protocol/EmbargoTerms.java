package org.chosei.protocol;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How competing terms are settled. An embargo ends at an instant; terms are compared by nothing else. */
public final class EmbargoTerms {
    private EmbargoTerms() {}

    /** The proposal that is accepted by default: the shortest obliges the least and can be revised (Vultron, EP-03). */
    public static Optional<Instant> chosen(List<Instant> proposed) {
        return proposed.stream().min(Comparator.naturalOrder());
    }

    /** Whoever agreed to keep silent until {@code until} has agreed to every earlier end as well, and to no later one. */
    public static boolean covered(Instant until, Instant by) {
        return !by.isAfter(until);
    }

    /** The case that two cases become: the earlier of the ends, unless a new embargo is agreed (Vultron, merge). */
    public static Optional<Instant> merged(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /**
     * What holds when a report comes with or without terms to somebody with or without default terms.
     *
     * @param active when the embargo ends that is in force from the start; empty when there is none
     * @param revision a later end that is open as a proposal to revise it
     */
    public record Opening(EmbargoState state, Optional<Instant> active, Optional<Instant> revision) {}

    /** The table of defaults (Vultron, embargo principles): the shorter is in force, the longer is proposed. */
    public static Opening opening(Optional<Instant> sender, Optional<Instant> receiver) {
        Optional<Instant> active = merged(sender, receiver);
        Optional<Instant> later = sender.flatMap(
                one -> receiver.filter(other -> !other.equals(one)).map(other -> one.isAfter(other) ? one : other));
        EmbargoState state =
                active.isEmpty() ? EmbargoState.NONE : later.isEmpty() ? EmbargoState.ACTIVE : EmbargoState.REVISE;
        return new Opening(state, active, later);
    }
}
