package org.chosei.intake.reporting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report opened for whoever acts: staff see everything, a reporter sees neither hints nor where a step led.
 *
 * @param reason why it was not accepted; empty otherwise
 */
public record OpenedReport(
        ReceivedReport of, Map<Question, String> answers, String reason, List<Taken> history, List<Line> talk) {

    /**
     * A step that was taken.
     *
     * @param reason of one that turned the report down; empty otherwise
     * @param by the actor as the ledger names it
     */
    public record Taken(Step step, @Nullable Exit exit, String reason, Instant at, String by) {}

    /** The answer, or nothing. */
    public String answer(Question question) {
        return answers.getOrDefault(question, "");
    }

    /** What staff and reporter wrote to each other. */
    public List<Line> spoken() {
        return talk.stream().filter(line -> line.side() != Side.HINT).toList();
    }

    /** What staff wrote among themselves. */
    public List<Line> hints() {
        return talk.stream().filter(line -> line.side() == Side.HINT).toList();
    }
}
