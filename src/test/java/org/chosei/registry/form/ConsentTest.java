package org.chosei.registry.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.chosei.registry.form.Consent.State;
import org.junit.jupiter.api.Test;

class ConsentTest {
    private static final String JA = FormTemplate.contactPoint().consent().getFirst();
    private static final String EN = FormTemplate.contactPoint().consent().getLast();

    @Test
    void theBlankCarriesTheSentencesOfItsMapping() {
        assertThat(FormTemplate.contactPoint().blank()).contains(JA, EN);
    }

    @Test
    void otherLineBreaksWidthsAndQuoteMarksLeaveItIntact() {
        String wrapped = Forms.japanese()
                .replace(JA, JA.replace("、", "、\n").replace("CSIRT", "ＣＳＩＲＴ"))
                .replace(EN, EN.replace(", ", ",\n"))
                .replaceAll("(?m)^", "> ");
        assertThat(state(wrapped)).isEqualTo(State.INTACT);
    }

    @Test
    void oneLanguageIsEnough() {
        assertThat(state(Forms.japanese().replace(EN, ""))).isEqualTo(State.INTACT);
        assertThat(state(Forms.japanese().replace(JA, ""))).isEqualTo(State.INTACT);
    }

    @Test
    void aSentenceThatIsGoneIsMissing() {
        assertThat(state(Forms.japanese().replace(EN, "").replace(JA, ""))).isEqualTo(State.MISSING);
        assertThat(state("")).isEqualTo(State.MISSING);
    }

    @Test
    void aChangedWordIsShownToTheReviewer() {
        String changed = JA.replace("同意します", "同意しません");
        Consent consent =
                ContactPointForm.read(Forms.japanese().replace(JA, changed)).consent();
        assertThat(consent.state()).isEqualTo(State.ALTERED);
        assertThat(consent.found()).contains(changed);
        assertThat(state(Forms.japanese().replace("We agree that", "We do not agree that")))
                .isEqualTo(State.ALTERED);
        assertThat(state(Forms.japanese().replace("made public.", "made public, but only by post.")))
                .isEqualTo(State.ALTERED);
        assertThat(state(Forms.japanese().replace("made public.", "made public. Except on Mondays.")))
                .isEqualTo(State.ALTERED);
        assertThat(state(Forms.japanese().replace("当組織は、調整機関が他の", "弊社の条件のもとで、当組織は、調整機関が他の")))
                .isEqualTo(State.ALTERED);
    }

    @Test
    void theIntactSentenceOfAQuotedBlankDoesNotStandForTheOneThatWasChanged() {
        String changed = Forms.japanese().replace(JA, "").replace(EN, "");
        String blank = FormTemplate.contactPoint().blank();
        assertThat(state(changed + "\n" + blank.replaceAll("(?m)^", "> "))).isEqualTo(State.MISSING);
        assertThat(state(changed + "\n-----Original Message-----\n" + blank)).isEqualTo(State.MISSING);
    }

    private static State state(String text) {
        return ContactPointForm.read(text).consent().state();
    }
}
