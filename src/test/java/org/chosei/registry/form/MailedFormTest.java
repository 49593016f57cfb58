package org.chosei.registry.form;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Random;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.registry.form.Consent.State;
import org.chosei.registry.form.FormProblem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailedFormTest {
    @ParameterizedTest(name = "{0} declared as {1}")
    @CsvSource({
        "ISO-2022-JP, iso-2022-jp",
        "UTF-8, utf-8",
        "Shift_JIS, shift_jis",
        "EUC-JP, euc-jp",
        "UTF-8, iso-2022-jp",
        "ISO-2022-JP, us-ascii",
        "EUC-JP, iso-8859-1"
    })
    void aFormIsReadInWhateverCharsetItCame(String actual, String declared) {
        ContactPointForm form = read(mail(declared, Forms.japanese().getBytes(Charset.forName(actual))));
        assertThat(form.charset()).isEqualTo(actual);
        assertThat(form.team()).isEqualTo(Forms.TEAM);
        assertThat(form.primaryContact()).isEqualTo(Forms.CONTACT);
        assertThat(form.consent().state()).isEqualTo(State.INTACT);
        assertThat(form.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"x-windows-iso2022jp, iso-2022-jp", "windows-31j, shift_jis"})
    void vendorExtensionCharactersOfNamesAreRead(String actual, String declared) {
        String text = Forms.japanese().replace("株式会社サンプル", "㈱髙﨑①").replace("1. ", "①");
        ContactPointForm form = read(mail(declared, text.getBytes(Charset.forName(actual))));
        assertThat(form.charset()).isEqualTo(actual);
        assertThat(form.team().organizationName()).isEqualTo("㈱髙﨑①");
        assertThat(form.primaryContact().name()).isEqualTo("山田 太郎");
    }

    @Test
    void anAttachedTextFileIsReadWhenTheBodyIsALetter() {
        byte[] form = Forms.japanese().getBytes(Charset.forName("windows-31j"));
        ContactPointForm read = read(attached("application/octet-stream; name=form.txt", form));
        assertThat(read.team()).isEqualTo(Forms.TEAM);
        assertThat(read.charset()).isEqualTo("windows-31j");
    }

    @Test
    void anAttachedMailIsLookedInto() {
        byte[] inner = mail("iso-2022-jp", Forms.japanese().getBytes(Charset.forName("ISO-2022-JP")));
        assertThat(read(attached("message/rfc822", inner)).team()).isEqualTo(Forms.TEAM);
    }

    @Test
    void anHtmlMailWithoutTextIsRead() {
        String html = "<div>" + Forms.japanese().replace("\n", "<br>\n") + "</div>";
        byte[] raw = new String(mail("utf-8", html.getBytes(UTF_8)), UTF_8)
                .replace("text/plain", "text/html")
                .getBytes(UTF_8);
        ContactPointForm form = read(raw);
        assertThat(form.team()).isEqualTo(Forms.TEAM);
        assertThat(form.consent().state()).isEqualTo(State.INTACT);
    }

    @Test
    void oneGarbledFieldDoesNotSpoilTheOthers() {
        byte[] bytes = Forms.japanese().getBytes(UTF_8);
        int at = Forms.japanese().substring(0, Forms.japanese().indexOf("株式会社")).getBytes(UTF_8).length;
        bytes[at] = (byte) 0xFF;
        ContactPointForm form = read(mail("utf-8", bytes));
        assertThat(form.charset()).isNull();
        assertThat(form.problems())
                .extracting(FormProblem::field, FormProblem::code)
                .containsExactly(tuple("team.organizationName", Code.UNREADABLE));
        assertThat(form.team().phone()).isEqualTo("03-1234-5678");
    }

    @Test
    void anEncryptedMailSaysThatItIs() {
        byte[] raw =
                "Subject: x\n\n-----BEGIN PGP MESSAGE-----\n\nabcd\n-----END PGP MESSAGE-----\n".getBytes(US_ASCII);
        assertThat(read(raw).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("file");
            assertThat(problem.en()).contains("encrypted");
            assertThat(problem.ja()).contains("暗号化");
        });
    }

    @Test
    void aMailBeyondALimitNamesTheLimit() {
        byte[] raw = ("Subject: " + "x".repeat(70_000) + "\n\n").getBytes(US_ASCII);
        ContactPointForm form = MailedForm.read(IncomingMail.read(raw), FormTemplate.contactPoint());
        assertThat(form.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.en()).contains("HEADERS_TOO_LARGE", "65,536"));
    }

    @Test
    void mutatedMailsNeverThrow() {
        Random random = new Random(11);
        byte[] sample = attached(
                "text/plain; charset=euc-jp; name=form.txt", Forms.japanese().getBytes(Charset.forName("EUC-JP")));
        for (int i = 0; i < 700; i++) {
            byte[] mutated = sample.clone();
            for (int hits = random.nextInt(30); hits >= 0; hits--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            ContactPointForm form = MailedForm.read(IncomingMail.read(mutated), FormTemplate.contactPoint());
            assertThat(form.filled()).isBetween(0, 10);
        }
    }

    private static ContactPointForm read(byte[] raw) {
        return MailedForm.read(IncomingMail.read(raw), FormTemplate.contactPoint());
    }

    private static byte[] mail(String charset, byte[] body) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        raw.writeBytes(
                ("From: a@sample.co.jp\r\nSubject: registration\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset="
                                + charset + "\r\n\r\n")
                        .getBytes(US_ASCII));
        raw.writeBytes(body);
        return raw.toByteArray();
    }

    private static byte[] attached(String type, byte[] content) {
        return ("From: a@sample.co.jp\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain;"
                        + " charset=utf-8\r\n\r\n担当者様\r\nフォームを添付します。\r\n--x\r\nContent-Type: " + type
                        + "\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(content) + "\r\n--x--\r\n")
                .getBytes(UTF_8);
    }
}
