package org.chosei.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.kernel.Tlp;
import org.chosei.mail.wire.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MimeWriterTest {
    private static final Instant DATE = Instant.parse("2026-12-01T08:00:00Z");
    private static final MailHeaders HEADERS = new MailHeaders(
            "調整機関 (CSIRT) <vuls@csirt.example>",
            "\"Vendor\", PSIRT <vh@vendor.example>",
            "reply+t0ken@csirt.example",
            "<m1@csirt.example>",
            DATE,
            Map.of("References", "<a@b.example> <" + "c".repeat(100) + "@d.example>"));
    private static final String OUTER = MimeWriter.outerSubject(Tlp.AMBER_STRICT, "CHS-2026-00012");
    private static final String BODY = "各位\n\n詳細は次のとおりです。𠮷野家 e\u0301\n.\nFrom here\ntrailing \n" + "長".repeat(2000);

    @TempDir
    private Path folder;

    @Test
    void aStrangerReadsTheClearMailAsItWasMeant() throws Exception {
        ClearMail mail = ClearTemplate.NOTICE.render(
                Locale.JAPANESE,
                Map.of(
                        "team", "調整機関",
                        "organisation", "株式会社𠮷野ソフトウェア",
                        "number", "CHS-2026-00012",
                        "link", "https://csirt.example/cases"));
        byte[] bytes = MimeWriter.clear(HEADERS, mail);

        assertThat(python(bytes, """
                print(m['Subject']); print(m['From']); print(m['To']); print(m['Reply-To']); print(m['Date'])
                print(m['Message-ID']); print(m['Auto-Submitted']); print(m['MIME-Version']); print(len(m['References']))
                print(m.get_content_type(), m.get_content_charset())
                print(m.get_content().replace('\\r\\n', '\\n'), end='')
                """)).isEqualTo("""
                        [CHS-2026-00012] ご確認のお願い
                        "調整機関 (CSIRT)" <vuls@csirt.example>
                        "\\"Vendor\\", PSIRT" <vh@vendor.example>
                        reply+t0ken@csirt.example
                        Tue, 01 Dec 2026 08:00:00 +0000
                        <m1@csirt.example>
                        auto-generated
                        1.0
                        126
                        text/plain utf-8
                        """ + mail.body());
        assertThat(mail.body()).startsWith("株式会社𠮷野ソフトウェア 御中\n");
        assertWellFormed(bytes);
        assertThat(text(bytes)).contains("\r\nSubject: [CHS-2026-00012] =?UTF-8?B?");
    }

    @Test
    void gpgDecryptsThePgpMimeMailAndFindsTheProtectedSubject() throws Exception {
        Path home = Files.createDirectory(folder.resolve("g"));
        String homedir = home.toString();
        Files.setPosixFilePermissions(home, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        try {
            Peer.run(
                    new byte[0],
                    "gpg",
                    "--homedir",
                    homedir,
                    "--batch",
                    "--passphrase",
                    "",
                    "--quick-generate-key",
                    "vh@vendor.example",
                    "future-default");
            byte[] inner = MimeWriter.inner(OUTER, "XMLパーサーの欠陥について", BODY, List.of());
            String armored = Peer.run(
                    inner,
                    "gpg",
                    "--homedir",
                    homedir,
                    "--batch",
                    "--trust-model",
                    "always",
                    "--armor",
                    "--encrypt",
                    "-r",
                    "vh@vendor.example");

            byte[] mail = MimeWriter.encrypted(HEADERS, OUTER, armored.getBytes(StandardCharsets.US_ASCII));

            assertWellFormed(mail);
            String encrypted = python(mail, """
                    assert m.get_content_type() == 'multipart/encrypted', m.get_content_type()
                    assert m.get_param('protocol') == 'application/pgp-encrypted'
                    assert m['Subject'] == '[TLP:AMBER+STRICT] [CHS-2026-00012]', m['Subject']
                    assert m['X-Case-Tag'] == 'CHS-2026-00012'
                    control, data = m.get_payload()
                    assert control.get_content_type() == 'application/pgp-encrypted'
                    assert control.get_payload().strip() == 'Version: 1', control.get_payload()
                    assert data.get_content_type() == 'application/octet-stream'
                    print(data.get_payload(), end='')
                    """);
            String decrypted = Peer.run(
                    encrypted.getBytes(StandardCharsets.US_ASCII), "gpg", "--homedir", homedir, "--batch", "--decrypt");
            assertThat(decrypted).isEqualTo(text(inner));
            assertThat(python(inner, """
                    print(m['Subject']); print(m['HP-Outer']); print(m.get_param('hp'), m.get_param('protected-headers'))
                    print(m.get_content().replace('\\r\\n', '\\n'), end='')
                    """))
                    .isEqualTo("XMLパーサーの欠陥について\nSubject: " + OUTER + "\ncipher v1\n" + BODY + "\n");
        } finally {
            Peer.run(new byte[0], "gpgconf", "--homedir", homedir, "--kill", "all");
        }
    }

    @Test
    void attachmentsKeepTheirNamesAndBytes() throws Exception {
        byte[] content = {0, 1, (byte) 0xff, '\r', '\n', '.', '\n'};
        String longName = "脆弱性関連情報の詳細な説明資料".repeat(4) + "'%*第2版.pdf";
        byte[] inner = MimeWriter.inner(
                OUTER,
                "files",
                BODY,
                List.of(
                        new Attachment("plain name.txt", "text/plain", content),
                        new Attachment("資料.pdf", "application/pdf", content),
                        new Attachment(longName, "application/pdf", content)));
        assertWellFormed(inner);
        assertThat(python(inner, """
                assert m.get_param('hp') == 'cipher'
                body, *files = m.get_payload()
                print(body.get_content().replace('\\r\\n', '\\n'), end='')
                for f in files: print(f.get_filename(), f.get_payload(decode=True).hex())
                """))
                .isEqualTo(BODY + "\nplain name.txt 0001ff0d0a2e0a\n資料.pdf 0001ff0d0a2e0a\n" + longName
                        + " 0001ff0d0a2e0a\n");
    }

    @Test
    void equalInputGivesEqualBytes() {
        var file = new Attachment("a.txt", "text/plain", new byte[] {1});
        assertThat(MimeWriter.inner(OUTER, "s", "b", List.of(file)))
                .isEqualTo(MimeWriter.inner(OUTER, "s", "b", List.of(file)));
    }

    @Test
    void lineEndsOfAnyKindBecomeOneKind() {
        assertThat(text(MimeWriter.inner(OUTER, "s", "a\nb\rc\r\nd", List.of())))
                .endsWith("\r\n\r\na\r\nb\r\nc\r\nd\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\u0000b", "a\u0085b", "\ud800"})
    void nothingInjectsAHeader(String evil) {
        assertRefused(() -> MimeWriter.inner(OUTER, evil, "b", List.of()));
        assertRefused(() -> MimeWriter.inner(OUTER + evil, "s", "b", List.of()));
        assertRefused(() -> MimeWriter.outerSubject(Tlp.RED, evil));
        assertRefused(() -> new Attachment(evil, "text/plain", new byte[0]));
        assertRefused(() -> new Attachment("a", "text/" + evil, new byte[0]));
        assertRefused(() -> headers(evil + " <a@b.example>", "<m@b.example>", Map.of()));
        assertRefused(() -> headers("x <a@b.example" + evil + ">", "<m@b.example>", Map.of()));
        assertRefused(() -> headers("a@b.example", "<m" + evil + "@b.example>", Map.of()));
        for (String name : List.of("In-Reply-To", "References", MailHeaders.CASE_TAG, MailHeaders.AUTO_SUBMITTED)) {
            assertRefused(() -> headers("a@b.example", "<m@b.example>", Map.of(name, evil)));
        }
        assertRefused(() -> headers("a@b.example", "<m@b.example>", Map.of(evil, "x")));
    }

    @Test
    void noHeaderCarriesFreeWordsPastEncryption() {
        assertRefused(() -> headers("a@b.example", "<m@b.example>", Map.of("Comments", "heap overflow")));
        assertRefused(() -> headers("a@b.example", "<m@b.example>", Map.of(MailHeaders.CASE_TAG, "heap overflow")));
        assertRefused(() -> MimeWriter.encrypted(HEADERS, "[TLP:RED] [CHS-1] heap overflow", armor("x")));
        assertRefused(() -> MimeWriter.encrypted(HEADERS, "heap overflow", armor("x")));
    }

    @Test
    void onlyAnArmoredMessageIsTakenForEncrypted() {
        assertRefused(
                () -> MimeWriter.encrypted(HEADERS, OUTER, "the words themselves".getBytes(StandardCharsets.UTF_8)));
        assertThat(text(MimeWriter.encrypted(HEADERS, OUTER, armor("x"))))
                .contains("BEGIN PGP MESSAGE-----\r\n\r\nx\r\n");
    }

    private static byte[] armor(String content) {
        return ("-----BEGIN PGP MESSAGE-----\n\n" + content + "\n-----END PGP MESSAGE-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static MailHeaders headers(String from, String messageId, Map<String, String> extra) {
        return new MailHeaders(from, "vh@vendor.example", null, messageId, DATE, extra);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertWellFormed(byte[] mail) {
        assertThat(text(mail).replace("\r\n", "")).matches("[ -~]*");
        assertThat(text(mail).lines()).allMatch(line -> line.length() <= 127 && !line.isBlank() || line.isEmpty());
    }

    private static String python(byte[] mail, String script) throws Exception {
        return Peer.run(
                mail,
                "python3",
                "-c",
                "import sys\nfrom email import message_from_bytes, policy\n"
                        + "sys.stdout.reconfigure(encoding='utf-8')\n"
                        + "m = message_from_bytes(sys.stdin.buffer.read(), policy=policy.default)\n" + script);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
