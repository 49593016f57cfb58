package org.chosei.protocol;

import java.util.Comparator;
import java.util.List;

/** In what orders the six events of a case can happen: 70 of the 720 permutations, each with what it is worth. */
public final class Histories {
    private static final List<List<CaseEvent>> COMPLETE = CaseState.MACHINE.lives(CaseEvent.values().length);

    private Histories() {}

    /** All of them. */
    public static List<List<CaseEvent>> complete() {
        return COMPLETE;
    }

    /** How probable it is when at every step each legal event is equally likely. */
    public static Fraction byLuck(List<CaseEvent> history) {
        Fraction probability = Fraction.ONE;
        CaseState state = CaseState.START;
        for (CaseEvent event : history) {
            probability = probability.times(
                    new Fraction(1, CaseState.MACHINE.legal(state).size()));
            state = state.after(event).orElseThrow();
        }
        return probability;
    }

    /** What it shows of skill: the rarer by luck what held in it, the more. */
    public static Fraction worth(List<CaseEvent> history) {
        Fraction worth = Fraction.ZERO;
        for (Desideratum each : Desideratum.values()) {
            if (each.holdsIn(history)) {
                worth = worth.plus(Fraction.ONE.minus(each.byLuck()));
            }
        }
        return worth;
    }

    /** From the worst to the best. */
    public static List<List<CaseEvent>> byWorth() {
        return COMPLETE.stream().sorted(Comparator.comparing(Histories::worth)).toList();
    }
}
