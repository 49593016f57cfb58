package org.chosei.registry.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.chosei.registry.form.Consent.State;
import org.chosei.registry.form.ContactPointForm.PrimaryContact;
import org.chosei.registry.form.ContactPointForm.Team;
import org.chosei.registry.form.FormProblem.Code;
import org.junit.jupiter.api.Test;

class FormReaderTest {
    @Test
    void aFilledFormIsUnderstoodWhole() {
        ContactPointForm form = ContactPointForm.read(Forms.japanese());
        assertThat(form.team()).isEqualTo(Forms.TEAM);
        assertThat(form.primaryContact()).isEqualTo(Forms.CONTACT);
        assertThat(form.language()).isEqualTo(FormLanguage.BOTH);
        assertThat(form.consent().state()).isEqualTo(State.INTACT);
        assertThat(form.problems()).isEmpty();
    }

    @Test
    void sameAsAboveIsTheTeamsAddressAndJapaneseLinesAreJoinedWithoutASpace() {
        for (String same : new String[] {"同上", "上記に同じ", "Same as above", "（同上）"}) {
            ContactPointForm form = ContactPointForm.read(Forms.japanese().replace("東京都千代田区1-2-4", same));
            assertThat(form.primaryContact().postalAddress()).as(same).isEqualTo(Forms.TEAM.postalAddress());
            assertThat(form.problems()).isEmpty();
        }
        ContactPointForm joined = ContactPointForm.read(Forms.japanese().replace("東京都千代田区1-2-4", "東京都千代田区\n霞が関一丁目"));
        assertThat(joined.primaryContact().postalAddress()).isEqualTo("東京都千代田区霞が関一丁目");
        assertThat(FormTemplate.ofBlank("情報を受け取る体制に\n同意します。\n\n1. 組織名：\n").consent())
                .containsExactly("情報を受け取る体制に同意します。");
    }

    @Test
    void japaneseOrEnglishLabelsAloneAreEnough() {
        ContactPointForm ja = ContactPointForm.read(Forms.japanese().replaceAll(" \\([A-Z][A-Za-z -]+\\)", ""));
        assertThat(ja.language()).isEqualTo(FormLanguage.JA);
        assertThat(ja.team()).isEqualTo(Forms.TEAM);
        ContactPointForm en = ContactPointForm.read("""
                Team Contact
                Organization Name: Example Corporation
                Team e-mail address: psirt@example.co.jp
                Telephone Number: +81-3-1234-5678
                Mail address: 1-2-3 Kasumigaseki, Chiyoda-ku
                Tokyo 100-0001
                Japan

                Primary Contact
                Name: Hanako Suzuki
                Affiliation: Product Security
                Title: Manager
                Contact e-mail address: suzuki@example.co.jp
                Telephone Number: +81 3 1234 5679 ext. 12
                Mail address: same as above
                """);
        assertThat(en.language()).isEqualTo(FormLanguage.EN);
        assertThat(en.team())
                .isEqualTo(new Team(
                        "Example Corporation",
                        "psirt@example.co.jp",
                        "+81-3-1234-5678",
                        "1-2-3 Kasumigaseki, Chiyoda-ku Tokyo 100-0001 Japan"));
        assertThat(en.primaryContact())
                .isEqualTo(new PrimaryContact(
                        "Hanako Suzuki",
                        "Product Security",
                        "Manager",
                        "suzuki@example.co.jp",
                        "+81 3 1234 5679 ext. 12",
                        "1-2-3 Kasumigaseki, Chiyoda-ku Tokyo 100-0001 Japan"));
        assertThat(en.problems()).isEmpty();
        assertThat(en.consent().state()).isEqualTo(State.MISSING);
    }

    @Test
    void fullWidthDigitsColonsAndLettersAreTheSame() {
        String wide = Forms.japanese()
                .replaceAll("(?m)^([1-6])\\. ", "$1．　")
                .replace("vh@", "ｖｈ＠")
                .replace("03-1234-5678", "０３－１２３４−５６７８");
        for (int i = 1; i <= 6; i++) {
            wide = wide.replace(i + "．", (char) ('０' + i) + "．");
        }
        ContactPointForm form = ContactPointForm.read(wide);
        assertThat(form.team()).isEqualTo(Forms.TEAM);
        assertThat(ContactPointForm.read(Forms.japanese().replace('：', ':')).team())
                .isEqualTo(Forms.TEAM);
    }

    @Test
    void numbersMayBeLeftOut() {
        ContactPointForm form = ContactPointForm.read(Forms.japanese().replaceAll("(?m)^[1-6]\\. ", ""));
        assertThat(form.team()).isEqualTo(Forms.TEAM);
        assertThat(form.primaryContact()).isEqualTo(Forms.CONTACT);
    }

    @Test
    void headingsMayBeLeftOutBecauseNumbersStartAgain() {
        ContactPointForm form = ContactPointForm.read(Forms.japanese().replaceAll("(?m)^===.*\n", ""));
        assertThat(form.team()).isEqualTo(Forms.TEAM);
        assertThat(form.primaryContact()).isEqualTo(Forms.CONTACT);
    }

    @Test
    void valuesMayStandOnTheLinesBelow() {
        ContactPointForm form = ContactPointForm.read(Forms.japanese().replaceAll("(?m)：(?=\\S)", "：\n　　"));
        assertThat(form.team()).isEqualTo(Forms.TEAM);
        assertThat(form.primaryContact()).isEqualTo(Forms.CONTACT);
    }

    @Test
    void mailAddressIsThePostalAddressAndAnEmailThereIsMalformed() {
        ContactPointForm form = ContactPointForm.read("Mail address: 100-0001 Tokyo\n");
        assertThat(form.team().email()).isNull();
        assertThat(form.team().postalAddress()).isEqualTo("100-0001 Tokyo");
        ContactPointForm wrong = ContactPointForm.read("Mail address: vh@example.co.jp\n");
        assertThat(wrong.team().postalAddress()).isEqualTo("vh@example.co.jp");
        assertThat(codes(wrong, "team.postalAddress")).containsExactly(Code.MALFORMED);
    }

    @Test
    void aQuotedFormWithAnswersBetweenTheLinesIsRead() {
        String reply = Forms.japanese()
                .replaceAll("(?m)^", "> ")
                .replaceAll("(?m)^> (\\d\\..*?：)(.+)$", "> $1\n$2")
                .replace("> 東京都千代田区1-2-3", "東京都千代田区1-2-3");
        ContactPointForm form = ContactPointForm.read("お世話になっております。\n\n" + reply);
        assertThat(form.team()).isEqualTo(Forms.TEAM);
        assertThat(form.primaryContact()).isEqualTo(Forms.CONTACT);
        assertThat(form.consent().state()).isEqualTo(State.INTACT);
    }

    @Test
    void whatIsWrittenAboveTheQuotedBlankCounts() {
        String quoted = FormTemplate.contactPoint().blank().replaceAll("(?m)^", "> ");
        ContactPointForm form = ContactPointForm.read(Forms.japanese() + "\nOn Monday the CSIRT wrote:\n" + quoted);
        assertThat(form.team()).isEqualTo(Forms.TEAM);
        assertThat(form.primaryContact()).isEqualTo(Forms.CONTACT);
    }

    @Test
    void signaturesGreetingsAndClosingSentencesAreNoAnswers() {
        String form = Forms.japanese().replace("6. 住所 (Mail address)：東京都千代田区1-2-4", "6. 住所 (Mail address)：");
        for (String end : new String[] {
            "\n\nよろしくお願いいたします。\n",
            "\n-- \n山田太郎\nTEL: 03-9999-9999\n住所: 大阪市北区1-1\n",
            "\n==========\n株式会社サンプル\n住所：大阪市北区1-1\n"
        }) {
            ContactPointForm read = ContactPointForm.read("株式会社サンプルの山田です。\n" + form + end);
            assertThat(read.primaryContact().postalAddress()).as(end).isNull();
            assertThat(codes(read, "primaryContact.postalAddress")).as(end).containsExactly(Code.MISSING);
            assertThat(read.team()).as(end).isEqualTo(Forms.TEAM);
        }
    }

    @Test
    void missingFieldsAreListedByNumberInBothLanguages() {
        ContactPointForm form =
                ContactPointForm.read(FormTemplate.contactPoint().blank());
        assertThat(form.filled()).isZero();
        assertThat(form.problems()).hasSize(10).allMatch(problem -> problem.code() == Code.MISSING);
        FormProblem last = form.problems().getLast();
        assertThat(last.field()).isEqualTo("primaryContact.postalAddress");
        assertThat(last.message(Locale.JAPAN)).contains("責任者", "6番", "住所");
        assertThat(last.message(Locale.ENGLISH)).contains("Primary Contact", "6", "Mail address");
        assertThat(form.consent().state()).isEqualTo(State.INTACT);
    }

    @Test
    void malformedValuesAreShownAndNamed() {
        ContactPointForm form = ContactPointForm.read("""
                1. 組織名：---
                2. 連絡先メールアドレス：vh at example.co.jp
                3. 電話番号：1234
                4. 住所：??
                """);
        assertThat(form.team()).isEqualTo(new Team("---", "vh at example.co.jp", "1234", "??"));
        assertThat(codes(form, "team.organizationName")).containsExactly(Code.MALFORMED);
        assertThat(codes(form, "team.email")).containsExactly(Code.MALFORMED);
        assertThat(codes(form, "team.phone")).containsExactly(Code.MALFORMED);
        assertThat(codes(form, "team.postalAddress")).containsExactly(Code.UNREADABLE);
    }

    @Test
    void personalAndFreeMailAddressesAreWarnedAbout() {
        assertThat(codes(team("taro.yamada@example.co.jp"), "team.email")).containsExactly(Code.PERSONAL_ADDRESS);
        assertThat(codes(team("vh@gmail.com"), "team.email")).containsExactly(Code.FREEMAIL);
        assertThat(codes(team("t-yamada@YAHOO.co.jp"), "team.email"))
                .containsExactly(Code.PERSONAL_ADDRESS, Code.FREEMAIL);
        for (String role : new String[] {"vh", "psirt", "product-security", "vuln_team", "acme"}) {
            assertThat(codes(team(role + "@example.co.jp"), "team.email"))
                    .as(role)
                    .isEmpty();
        }
        ContactPointForm named = ContactPointForm.read("2. Team e-mail: suzuki@example.com\n1. Name: Hanako Suzuki\n");
        assertThat(codes(named, "team.email")).containsExactly(Code.PERSONAL_ADDRESS);
    }

    @Test
    void addressesAsMailersWriteThemAreTakenOut() {
        assertThat(team("<vh@example.co.jp>").team().email()).isEqualTo("vh@example.co.jp");
        assertThat(team("vh@example.co.jp <mailto:vh@example.co.jp>").team().email())
                .isEqualTo("vh@example.co.jp");
        ContactPointForm two = team("vh@example.co.jp, vh2@example.co.jp");
        assertThat(two.team().email()).isEqualTo("vh@example.co.jp, vh2@example.co.jp");
        assertThat(codes(two, "team.email")).containsExactly(Code.MALFORMED);
    }

    @Test
    void telephoneNumbersOfAllShapesAreComplete() {
        for (String phone : new String[] {
            "03-1234-5678", "(03)1234-5678", "０３（１２３４）５６７８", "+81 3 1234 5678", "03-1234-5678 (内線 123)",
            "03-1234-5678（代表）", "090-1234-5678", "+1 (412) 268-5800 x12", "03ー1234ー5678", "TEL: 03-1234-5678"
        }) {
            assertThat(PhoneAnswer.isComplete(PhoneAnswer.folded(phone)))
                    .as(phone)
                    .isTrue();
        }
        for (String phone : new String[] {"03-1234-567", "内線 123", "call me", "+81", "03-1234-5678-9012-3456"}) {
            assertThat(PhoneAnswer.isComplete(PhoneAnswer.folded(phone)))
                    .as(phone)
                    .isFalse();
        }
    }

    @Test
    void linesThatTheFormDoesNotAskForDoNotRunIntoAnswers() {
        ContactPointForm form = ContactPointForm.read("""
                3. 電話番号：03-1234-5678
                FAX：03-1234-5679
                4. 住所：東京都
                千代田区
                5. PGP鍵：あり
                """);
        assertThat(form.team().phone()).isEqualTo("03-1234-5678");
        assertThat(form.team().postalAddress()).isEqualTo("東京都千代田区");
    }

    @Test
    void charactersThatWereLostOnTheWayAreNamed() {
        ContactPointForm form = ContactPointForm.read("1. 組織名：株式\uFFFD社\n3. 電話番号：03-1234-5678\n");
        assertThat(codes(form, "team.organizationName")).containsExactly(Code.UNREADABLE);
        assertThat(codes(form, "team.phone")).isEmpty();
    }

    @Test
    void nulEmojiAndAstralCharactersAreKeptOrDropped() {
        ContactPointForm form = ContactPointForm.read("1. 組織名：𠮷野\u0000家🛡\u202Eabc\n");
        assertThat(form.team().organizationName()).isEqualTo("𠮷野家🛡\u202Eabc");
    }

    @Test
    void mutatedFormsNeverThrow() {
        Random random = new Random(7);
        String sample = "挨拶\n> " + Forms.japanese() + "\n-- \n署名";
        for (int i = 0; i < 1000; i++) {
            StringBuilder mutated = new StringBuilder(sample);
            for (int hits = random.nextInt(20); hits >= 0; hits--) {
                int at = random.nextInt(mutated.length());
                switch (random.nextInt(4)) {
                    case 0 -> mutated.setCharAt(at, (char) random.nextInt(0x10000));
                    case 1 -> mutated.insert(at, "：\n>|(=*1.　\t?".charAt(random.nextInt(12)));
                    case 2 -> mutated.delete(at, Math.min(mutated.length(), at + random.nextInt(30)));
                    default -> mutated.insert(at, sample, at % 300, at % 300 + 100);
                }
                if (mutated.isEmpty()) {
                    mutated.append('x');
                }
            }
            ContactPointForm form = ContactPointForm.read(mutated.toString());
            assertThat(form.filled()
                            + form.problems().stream()
                                    .filter(problem -> problem.code() == Code.MISSING)
                                    .count())
                    .isEqualTo(10);
        }
    }

    @Test
    void hostileLengthsDoNotTakeLong() {
        for (String piece : new String[] {"?", " ", "1", "1. ", ">", "：", "a@", "同意します。", "住所：\n", "-", "x\n"}) {
            String hostile = "3. 電話番号：0 " + piece.repeat(400_000 / piece.length()) + "x";
            long start = System.nanoTime();
            ContactPointForm.read(hostile);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(piece).isLessThan(Duration.ofSeconds(10));
        }
    }

    private static ContactPointForm team(String email) {
        return ContactPointForm.read("2. 連絡先メールアドレス (Team e-mail address)：" + email + "\n");
    }

    private static List<Code> codes(ContactPointForm form, String field) {
        return form.problems().stream()
                .filter(problem -> problem.field().equals(field))
                .map(FormProblem::code)
                .toList();
    }
}
