package org.chosei.distribution.leak;

import java.util.List;

/** The steps of the playbook in their order, each with what can come of it. The words are {@code leak.step.STEP}. */
public enum LeakStep {
    /** Nothing more goes out: waves ahead are cancelled, nobody is reminded. */
    FREEZE(Outcome.FROZEN, Outcome.NOT_FROZEN),
    /** What is known, where, since when, and whether it is true. */
    ASSESS(Outcome.CONFIRMED, Outcome.SUSPECTED, Outcome.FALSE_ALARM),
    /** Everybody who takes part is told at the same time. */
    NOTIFY(Outcome.TOLD, Outcome.NOT_TOLD),
    /** The embargo ends or becomes shorter, more vendors learn of it, or all stays as it was. */
    ACCELERATE(Outcome.ENDED, Outcome.SHORTENED, Outcome.FURTHER_WAVE, Outcome.KEPT);

    private final List<Outcome> outcomes;

    LeakStep(Outcome... outcomes) {
        this.outcomes = List.of(outcomes);
    }

    /** What can come of it. */
    public List<Outcome> outcomes() {
        return outcomes;
    }

    /** What came of a step. The words are {@code leak.outcome.OUTCOME}. */
    public enum Outcome {
        FROZEN,
        NOT_FROZEN,
        CONFIRMED,
        SUSPECTED,
        /** Nothing has leaked: the playbook ends here. */
        FALSE_ALARM,
        TOLD,
        NOT_TOLD,
        ENDED,
        SHORTENED,
        FURTHER_WAVE,
        KEPT
    }
}
