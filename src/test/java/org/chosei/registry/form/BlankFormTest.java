package org.chosei.registry.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.chosei.registry.form.Consent.State;
import org.junit.jupiter.api.Test;

class BlankFormTest {
    @Test
    void aBlankGivesHeadingsLabelsAndConsent() {
        FormTemplate template = FormTemplate.ofBlank(Forms.PAPER);
        assertThat(template.sections()).hasSize(2);
        assertThat(template.entries()).extracting(FormTemplate.Entry::field).containsExactly(FormField.values());
        assertThat(template.sections().get(1).ja().getFirst()).isEqualTo("対応責任者");
        assertThat(template.entries().getFirst().en().getFirst()).isEqualTo("Firm");
        assertThat(template.consent())
                .containsExactly(
                        "ABC-CSIRT が提携先から受け取った未公開の情報を、公表前に当社へ連絡することに同意します。",
                        "We agree that ABC-CSIRT sends us undisclosed information of its partners before publication.");
    }

    @Test
    void aFilledVersionOfItIsRead() {
        String filled = Forms.fill(
                Forms.PAPER,
                Map.of(
                        "1. 企業", "株式会社サンプル",
                        "2. 連絡先", "\n\nvh@sample.co.jp",
                        "3. 電話", "03-1234-5678",
                        "4. 住所", "〒100-0001\n 東京都千代田区1-2-3",
                        "1. 氏名", "山田 太郎",
                        "2. 所属", "品質保証部",
                        "3. 役職", "部長",
                        "4. 連絡", "yamada@sample.co.jp",
                        "5. 電話", "03-1234-5679 内線 12",
                        "6. 住所", "東京都千代田区1-2-4"));
        ContactPointForm form = new FormReader(FormTemplate.ofBlank(Forms.PAPER)).read(filled, "UTF-8");
        assertThat(form.team()).isEqualTo(Forms.TEAM);
        assertThat(form.primaryContact()).isEqualTo(Forms.CONTACT);
        assertThat(form.consent().state()).isEqualTo(State.INTACT);
        assertThat(form.problems()).isEmpty();
    }

    @Test
    void theBlankItselfHasNoAnswers() {
        ContactPointForm form = new FormReader(FormTemplate.ofBlank(Forms.PAPER)).read(Forms.PAPER, "UTF-8");
        assertThat(form.filled()).isZero();
        assertThat(form.language()).isEqualTo(FormLanguage.BOTH);
        assertThat(form.consent().state()).isEqualTo(State.INTACT);
    }

    @Test
    void aTextWithoutNumberedLinesAsksNothing() {
        assertThat(FormTemplate.ofBlank("hello\nworld").asksAnything()).isFalse();
    }
}
