package org.chosei.intake.reporting.web;

import java.util.List;
import org.chosei.intake.reporting.Filled;
import org.chosei.intake.reporting.Question;
import org.chosei.kernel.Refusal;

/**
 * The form, and the page that shows the answers once more. Nothing is kept on the server between them: the answers travel in
 * the page.
 *
 * @param path where the form lives: {@code /report} or {@code /our-reports/new}
 * @param contact whether it is asked how to reach the reporter
 * @param form the id by which a second click is known
 * @param code the secret of the receipt, shown when the report was sent; empty where there is none
 * @param fingerprint of our key, in groups of four
 */
public record FormPage(
        String path,
        boolean contact,
        String form,
        String code,
        Filled filled,
        List<Refusal.Invalid> problems,
        String fingerprint,
        String mailbox) {

    /** Where the form goes to be checked. */
    public String check() {
        return path + "/check";
    }

    /** Where the checked answers go. */
    public String send() {
        return path + "/sent";
    }

    /** Whether this field is to be mended. */
    public boolean wrong(String field) {
        return problems.stream().anyMatch(problem -> problem.field().equals(field));
    }

    /** Whether the questions that may stay empty are shown unfolded. */
    public boolean unfolded() {
        return filled.saysMore() || Question.optional().stream().anyMatch(question -> wrong(question.key()));
    }
}
