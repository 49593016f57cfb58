package org.chosei.registry.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.testing.Mails;
import org.junit.jupiter.api.Test;

/** What a reply says, however it is written around what it quotes. */
class FormReplyTest {

    private static FormReply read(String text, Set<FormField> gaps, String... ours) {
        byte[] mail = Mails.plain("vh@reply.example", "Re: [REG-2026-0001]", "utf-8", text);
        return FormReply.read((IncomingMail) IncomingMail.read(mail), FormTemplate.contactPoint(), gaps, List.of(ours));
    }

    private static Map<FormField, String> answers(String text, FormField... gaps) {
        return read(text, Set.of(gaps)).answers();
    }

    @Test
    void itemIsNamedByItsNumberInAnyWidthWithOrWithoutItsLabel() {
        for (String line : List.of(
                "1-3: 03-1234-5678",
                "1-3: 03-1234-5678\nよろしくお願いいたします。",
                "１－３：０３－１２３４－５６７８",
                "・1-3. 電話番号：03-1234-5678",
                "[1-3] 電話番号 (Telephone Number): 03-1234-5678",
                "1-3 電話番号: 03-1234-5678",
                "1-3\n03-1234-5678",
                "> 1-3: チーム 3番 (電話番号) が記入されていません。\n03-1234-5678")) {
            assertThat(answers("お世話になっております。\n\n" + line + "\n\n--\nTEL: 03-9999-9999\n"))
                    .as(line)
                    .isEqualTo(Map.of(FormField.TEAM_PHONE, "03-1234-5678"));
        }
    }

    @Test
    void labelAloneMeansWhatIsMissingAndTheHeadingAboveItDecides() {
        assertThat(answers("電話番号: 03-1234-5678", FormField.CONTACT_PHONE))
                .isEqualTo(Map.of(FormField.CONTACT_PHONE, "03-1234-5678"));
        assertThat(answers("電話番号: 03-1234-5678", FormField.CONTACT_PHONE, FormField.TEAM_PHONE))
                .isEqualTo(Map.of(FormField.TEAM_PHONE, "03-1234-5678"));
        String heading = FormTemplate.contactPoint().sections().getLast().ja().getFirst();
        assertThat(answers(heading + "\n電話番号: 03-1234-5678", FormField.TEAM_PHONE))
                .isEqualTo(Map.of(FormField.CONTACT_PHONE, "03-1234-5678"));
    }

    @Test
    void addressesAndQuotedWordsAreNoItems() {
        assertThat(answers("1-4: 〒100-0001\n1-2-3 千代田\n1-2 霞が関ビル\n"))
                .isEqualTo(Map.of(FormField.TEAM_POSTAL_ADDRESS, "〒100-0001 1-2-3 千代田 1-2 霞が関ビル"));
        assertThat(answers("> 電話番号: 03-1234-5678\n> 1-3: 03-1234-5678\n承知しました。", FormField.TEAM_PHONE))
                .isEmpty();
        String ours = "連絡先の組織 3番 (電話番号) が記入されていません。わかり次第お知らせください。";
        assertThat(read("了解です。\n\n1-3: " + ours + "\n", Set.of(FormField.TEAM_PHONE), ours)
                        .answers())
                .as("a program that does not mark what it quotes")
                .isEmpty();
    }

    @Test
    void sentenceOfConsentIsReadFromWhatTheReplySaysItself() {
        String sentence = FormTemplate.contactPoint().consent().getFirst();
        assertThat(read("0: " + sentence, Set.of()).consent().state()).isEqualTo(Consent.State.INTACT);
        assertThat(read("> " + sentence + "\n承知しました。", Set.of()).consent().state())
                .isEqualTo(Consent.State.MISSING);
    }

    @Test
    void wholeFormIsReadAsOneAndWhatStandsAboveItByNumberHolds() {
        FormReply reply = read(
                "1-3: 03-5555-5555\n\n"
                        + Forms.japanese().lines().map(line -> "> " + line).reduce("", (a, b) -> a + b + "\n"),
                Set.of());
        assertThat(reply.answers())
                .containsEntry(FormField.TEAM_PHONE, "03-5555-5555")
                .containsEntry(FormField.NAME, "山田 太郎");
    }
}
