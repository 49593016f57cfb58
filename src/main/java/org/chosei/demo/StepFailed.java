package org.chosei.demo;

import org.jspecify.annotations.Nullable;

/** A step did not hold. The message says what was expected and what was found. */
public final class StepFailed extends RuntimeException {
    private final Step step;

    StepFailed(Step step, Exception cause) {
        super(String.valueOf(cause instanceof Unheld ? cause.getMessage() : cause.toString()), cause);
        this.step = step;
    }

    public Step step() {
        return step;
    }

    /** Something that the demo claims does not hold. */
    static final class Unheld extends RuntimeException {
        Unheld(String message) {
            super(message);
        }
    }

    /** Claims something; the step ends here when it does not hold. */
    static void unless(boolean held, String claim, @Nullable Object... arguments) {
        if (!held) {
            throw new Unheld(claim.formatted(arguments));
        }
    }
}
