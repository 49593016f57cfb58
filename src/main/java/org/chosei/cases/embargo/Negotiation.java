package org.chosei.cases.embargo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.chosei.protocol.EmbargoEvent;
import org.chosei.protocol.EmbargoState;
import org.chosei.protocol.EmbargoTerms;
import org.jspecify.annotations.Nullable;

/**
 * Where the embargo of a case stands, replayed from what happened.
 *
 * @param active what is in force, also while a revision is proposed
 * @param open what is proposed and was neither accepted nor rejected, oldest first
 * @param ended the step that ended it
 */
public record Negotiation(
        EmbargoState state,
        @Nullable Term active,
        List<Term> open,
        @Nullable Happened ended,
        List<Happened> history) {

    /**
     * Replays the steps in their order. Several proposals may be open at once: the machine rejects when the last one is,
     * and what stays open beside an accepted one is a proposal to revise it (Vultron, embargo principles 5).
     *
     * @throws IllegalStateException for a step that is not legal where it stands: nothing writes such a one
     */
    public static Negotiation replay(List<Happened> history) {
        EmbargoState state = EmbargoState.NONE;
        Term active = null;
        Happened ended = null;
        List<Term> open = new ArrayList<>();
        for (Happened step : history) {
            switch (step.event()) {
                case PROPOSE -> {
                    state = next(state, EmbargoEvent.PROPOSE);
                    open.add(term(step));
                }
                case REJECT -> {
                    open.remove(term(step));
                    state = open.isEmpty() ? next(state, EmbargoEvent.REJECT) : state;
                }
                case ACCEPT -> {
                    state = next(state, EmbargoEvent.ACCEPT);
                    active = term(step);
                    open.remove(active);
                    state = open.isEmpty() ? state : next(state, EmbargoEvent.PROPOSE);
                }
                case TERMINATE -> {
                    state = next(state, EmbargoEvent.TERMINATE);
                    ended = step;
                    open.clear();
                }
            }
        }
        return new Negotiation(state, active, List.copyOf(open), ended, List.copyOf(history));
    }

    private static EmbargoState next(EmbargoState state, EmbargoEvent event) {
        return EmbargoState.MACHINE
                .after(state, event)
                .orElseThrow(() -> new IllegalStateException(event + " is not legal in " + state));
    }

    private static Term term(Happened step) {
        return Objects.requireNonNull(step.term());
    }

    /** What holds, in the words of those who only want to know that. */
    public Embargo embargo() {
        Term in = active;
        if (in == null) {
            return new Embargo.None();
        }
        return ended == null ? new Embargo.Active(in.until()) : new Embargo.Ended(in.until(), ended.at());
    }

    /** Whether the time of what is in force has run out without anybody having ended it. */
    public boolean ranOut(Instant now) {
        return state.inForce() && active != null && !now.isBefore(active.until().toInstant());
    }

    /**
     * The open proposal that is accepted by default: the one that obliges the least. There is none while something shorter is in
     * force: whoever accepts then lengthens the embargo.
     */
    public Optional<Term> shortest() {
        return EmbargoTerms.chosen(answerable().stream()
                        .map(term -> term.until().toInstant())
                        .toList())
                .flatMap(end -> open.stream()
                        .filter(term -> term.until().toInstant().equals(end))
                        .findFirst());
    }

    /** The terms that answers are asked for: what is open, and what is in force. */
    public List<Term> answerable() {
        List<Term> all = new ArrayList<>(open);
        if (state.inForce() && active != null) {
            all.add(active);
        }
        return List.copyOf(all);
    }
}
