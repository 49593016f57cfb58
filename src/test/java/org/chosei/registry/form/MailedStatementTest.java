package org.chosei.registry.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chosei.registry.form.MailedStatement.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailedStatementTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String STATEMENT =
            "I, Ann Author (Head of PSIRT),\nmay bind Asahi,\nand I agree for it to the NDA,"
                    + " version 1, in English.\nSHA-256: \n" + HASH + "\nReference: AGR-ABCDEFGHIJKLM";

    private static final String MAILED =
            "Dear Ann Author,\n\nTo sign, answer with the sentence \"Signed.\" before it.\n"
                    + "If you will not sign,\nthere is nothing to do.\n======\n" + STATEMENT + "\n======\n"
                    + "Clause 1\nEither side may not consent to a transfer.";

    @Test
    void quotedOrNotAndHoweverItsLinesAreBrokenItIsFound() {
        assertThat(state(STATEMENT)).isEqualTo(State.AGREED);
        assertThat(state("Signed.\n\n" + STATEMENT + "\n\nRegards\nAnn")).isEqualTo(State.AGREED);
        assertThat(state("Signed. Regards, Ann\n\n" + quoted(STATEMENT))).isEqualTo(State.AGREED);
        assertThat(state("署名いたします。よろしくお願いいたします。\n\n" + quoted(quoted(STATEMENT))))
                .isEqualTo(State.AGREED);
        assertThat(state("\n=====\n"
                        + STATEMENT
                                .replace(" may", "\nmay")
                                .replace(" to the", "\nto the")
                                .replace("\n", "\r\n")))
                .isEqualTo(State.AGREED);
    }

    @Test
    void changedWordVersionOrHashIsNotTheStatement() {
        assertThat(state(STATEMENT.replace("version 1", "version 2"))).isEqualTo(State.ALTERED);
        assertThat(state(STATEMENT.replace("I agree", "I may agree"))).isEqualTo(State.ALTERED);
        assertThat(state(STATEMENT.replace("0123", "1123"))).isEqualTo(State.ALTERED);
        assertThat(state(STATEMENT + " as far as it suits us")).isEqualTo(State.ALTERED);
        assertThat(state("We are pleased to sign.")).isEqualTo(State.MISSING);
        assertThat(state("")).isEqualTo(State.MISSING);
        assertThat(state(STATEMENT.replace("I agree", "I may agree") + "\n\n" + quoted(STATEMENT)))
                .isEqualTo(State.ALTERED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "We cannot sign version 1.",
                "We decline.",
                "署名できません。",
                "承諾いたしかねます。",
                "Legal, can we accept this?",
                "FYI",
                "I agree with you that this is hard.",
                "Signed as soon as legal has read it.",
                "Signed.\nBut clause 1 goes.",
                "署名します。ただし、第1条を除きます。",
                "同意します。\n第2条について質問があります。"
            })
    void quotingItIsNotAgreeing(String written) {
        assertThat(state(written + "\n\n" + quoted(MAILED))).isEqualTo(State.OWN_WORDS);
        assertThat(state(written + "\n-----Original Message-----\n" + MAILED)).isEqualTo(State.OWN_WORDS);
        assertThat(state(written + "\nFrom: CSIRT\n\n" + MAILED)).isEqualTo(State.OWN_WORDS);
    }

    @Test
    void wholeMailQuotedBelowTheSentenceIsAgreedToThoughItNamesTheSentenceAndSaysNot() {
        assertThat(state("Signed.\n\nOn Friday CSIRT wrote:\n" + quoted(MAILED)))
                .isEqualTo(State.AGREED);
        assertThat(state("署名します。\n-----Original Message-----\nFrom: CSIRT\n" + MAILED))
                .isEqualTo(State.AGREED);
        assertThat(state("> Signed.\n\n" + quoted(quoted(MAILED))))
                .as("somebody else's sentence")
                .isEqualTo(State.OWN_WORDS);
    }

    @Test
    void whatThePersonWroteIsToldToWhoeverHasToWeighIt() {
        assertThat(statement().in("Dear all,\nwe decline.\n\n" + quoted(MAILED)).words())
                .contains("Dear all,\nwe decline.");
        assertThat(statement().in(quoted(MAILED)).words()).isEmpty();
    }

    @Test
    void whatTheTextItselfSaysIsNoRefusal() {
        String clause = "Either side may not consent to a transfer.";
        assertThat(state("Signed.\n" + STATEMENT + "\n" + clause)).isEqualTo(State.AGREED);
        assertThat(new MailedStatement(STATEMENT, List.of(STATEMENT))
                        .in("Signed.\n" + STATEMENT + "\n" + clause)
                        .state())
                .isEqualTo(State.ALTERED);
    }

    private static State state(String text) {
        return statement().in(text).state();
    }

    private static MailedStatement statement() {
        return new MailedStatement(STATEMENT, List.of(MAILED));
    }

    private static String quoted(String text) {
        return "> " + text.replace("\n", "\n> ");
    }
}
