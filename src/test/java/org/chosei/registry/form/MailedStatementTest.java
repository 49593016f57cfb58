package org.chosei.registry.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chosei.registry.form.Consent.State;
import org.junit.jupiter.api.Test;

class MailedStatementTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String STATEMENT =
            "I, Ann Author (Head of PSIRT),\nmay bind Asahi,\nand I agree for it to the NDA,"
                    + " version 1, in English.\nSHA-256: \n" + HASH + "\nReference: AGR-ABCDEFGHIJKLM";

    @Test
    void quotedOrNotAndHoweverItsLinesAreBrokenItIsFound() {
        assertThat(state(STATEMENT)).isEqualTo(State.INTACT);
        assertThat(state("Dear all,\n\n" + STATEMENT + "\n\nRegards\nAnn")).isEqualTo(State.INTACT);
        assertThat(state("Here it is.\n\n" + quoted(STATEMENT))).isEqualTo(State.INTACT);
        assertThat(state(quoted(quoted(STATEMENT)))).isEqualTo(State.INTACT);
        assertThat(state(STATEMENT
                        .replace(" may", "\nmay")
                        .replace(" to the", "\nto the")
                        .replace("\n", "\r\n")))
                .isEqualTo(State.INTACT);
    }

    @Test
    void changedWordVersionOrHashIsNotTheStatement() {
        assertThat(state(STATEMENT.replace("version 1", "version 2"))).isEqualTo(State.ALTERED);
        assertThat(state(STATEMENT.replace("I agree", "I may agree"))).isEqualTo(State.ALTERED);
        assertThat(state(STATEMENT.replace("0123", "1123"))).isEqualTo(State.ALTERED);
        assertThat(state(STATEMENT + " as far as it suits us")).isEqualTo(State.ALTERED);
        assertThat(state("We are pleased to sign.")).isEqualTo(State.MISSING);
        assertThat(state("")).isEqualTo(State.MISSING);
    }

    @Test
    void intactQuoteDoesNotStandForAChangedCopyOrARefusalAboveIt() {
        assertThat(state(STATEMENT.replace("I agree", "I may agree") + "\n\n" + quoted(STATEMENT)))
                .isEqualTo(State.ALTERED);
        assertThat(state("We do not agree.\n\n" + quoted(STATEMENT))).isEqualTo(State.ALTERED);
        assertThat(state("同意できません。\n\n" + quoted(STATEMENT))).isEqualTo(State.ALTERED);
    }

    @Test
    void whatTheTextItselfSaysIsNoRefusal() {
        String clause = "Either side may not consent to a transfer.";
        assertThat(state(STATEMENT + "\n" + clause)).isEqualTo(State.ALTERED);
        assertThat(new MailedStatement(STATEMENT, List.of("Clause 1\n" + clause))
                        .in(STATEMENT + "\n" + clause)
                        .state())
                .isEqualTo(State.INTACT);
        assertThat(new MailedStatement(STATEMENT, List.of("Clause 1\n" + clause))
                        .in(quoted(STATEMENT + "\n" + clause))
                        .state())
                .isEqualTo(State.INTACT);
    }

    private static State state(String text) {
        return new MailedStatement(STATEMENT, List.of()).in(text).state();
    }

    private static String quoted(String text) {
        return "> " + text.replace("\n", "\n> ");
    }
}
