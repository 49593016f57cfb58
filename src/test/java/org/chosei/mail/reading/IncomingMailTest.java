package org.chosei.mail.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.chosei.mail.reading.Unparseable.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncomingMailTest {
    private static final Charset JIS = Charset.forName("ISO-2022-JP");

    @Test
    void readsWhoWhatAndWhen() {
        IncomingMail mail = read("""
                Message-ID: <one@vendor.example>
                From: "Yamada, Taro" <taro@vendor.example>
                To: office@csirt.example, Desk <desk@csirt.example>
                Cc: (a comment) third@csirt.example
                Subject: Registration
                Date: Mon, 23 Nov 2026 10:00:00 +0900 (JST)
                In-Reply-To: <zero@csirt.example>
                References: <first@csirt.example>
                 <zero@csirt.example>

                Hello
                """);
        assertThat(mail.messageId()).contains("<one@vendor.example>");
        assertThat(mail.from()).contains(new Mailbox("taro@vendor.example", "Yamada, Taro"));
        assertThat(mail.to())
                .containsExactly(
                        new Mailbox("office@csirt.example", ""),
                        new Mailbox("desk@csirt.example", "Desk"),
                        new Mailbox("third@csirt.example", "a comment"));
        assertThat(mail.subject()).isEqualTo("Registration");
        assertThat(mail.date()).contains(Instant.parse("2026-11-23T01:00:00Z"));
        assertThat(mail.inReplyTo()).contains("<zero@csirt.example>");
        assertThat(mail.references()).containsExactly("<first@csirt.example>", "<zero@csirt.example>");
        assertThat(mail.text().text()).isEqualTo("Hello\n");
        assertThat(mail.automatic()).isFalse();
    }

    @Test
    void anIso2022JpSubjectThatIsCutInsideAShiftedRunIsWhole() {
        byte[] subject = "脆弱性対応窓口の登録".getBytes(JIS);
        String first = base64(Arrays.copyOfRange(subject, 0, 10));
        String second = base64(Arrays.copyOfRange(subject, 10, subject.length));
        IncomingMail mail =
                read("Subject: Re: =?ISO-2022-JP?B?" + first + "?=\n =?iso-2022-jp?B?" + second + "?= (2)\n\n");
        assertThat(mail.subject()).isEqualTo("Re: 脆弱性対応窓口の登録 (2)");
    }

    @Test
    void aUtf8SubjectThatIsCutInsideACharacterIsWhole() {
        assertThat(read("Subject: =?UTF-8?Q?=E7=99=BB?= =?UTF-8?Q?=E9?= =?UTF-8*ja?q?=8C=B2_A?=\n\n")
                        .subject())
                .isEqualTo("登録 A");
    }

    @Test
    void anEncodedWordIsDecodedOnceOnly() {
        String inner = base64("=?UTF-8?B?YmFk?=".getBytes(US_ASCII));
        assertThat(read("Subject: =?UTF-8?B?" + inner + "?=\n\n").subject()).isEqualTo("=?UTF-8?B?YmFk?=");
    }

    @Test
    void anEncodedLineEndCannotMakeASecondHeader() {
        String evil = base64("a\r\nBcc: x@example.org\u0000".getBytes(US_ASCII));
        assertThat(read("Subject: =?UTF-8?B?" + evil + "?=\n\n").subject()).isEqualTo("a Bcc: x@example.org");
    }

    @Test
    void rawEightBitAndRawIso2022JpHeadersAreRead() {
        assertThat(read("Subject: 登録のお願い\n\n".getBytes(UTF_8)).subject()).isEqualTo("登録のお願い");
        assertThat(read("Subject: 登録のお願い\n\n".getBytes(JIS)).subject()).isEqualTo("登録のお願い");
        assertThat(read("From: 窓口 <vh@vendor.example>\n\n".getBytes(UTF_8)).from())
                .contains(new Mailbox("vh@vendor.example", "窓口"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-2022-JP", "UTF-8", "Shift_JIS", "EUC-JP"})
    void textIsReadInItsCharset(String charset) {
        byte[] head = ("Content-Type: text/plain; charset=" + charset + "\n\n").getBytes(US_ASCII);
        IncomingMail mail = read(joined(head, "組織名：サンプル\n".getBytes(Charset.forName(charset))));
        assertThat(mail.text()).isEqualTo(new MailText("組織名：サンプル\n", charset, false));
    }

    @Test
    void base64AndQuotedPrintableAreDecodedEvenWhenBroken() {
        String base64 = base64("組織名：サンプル".getBytes(UTF_8));
        String head = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ";
        assertThat(read(head + "BASE64\n\n" + base64.substring(0, 11) + "\n!" + base64.substring(11) + "\n")
                        .text()
                        .text())
                .isEqualTo("組織名：サンプル");
        assertThat(read(head + "quoted-printable\n\n=E7=B5=84=\n=E7=B9=94 =3D =ZZ  \nx\n")
                        .text()
                        .text())
                .isEqualTo("組織 = =ZZ\nx\n");
    }

    @Test
    void plainTextIsPreferredAndHtmlAloneBecomesText() {
        String html = "<html><head><style>p{}</style></head><body><p>1. 組織名：<b>サンプル</b></p><p>2.<br>次</p>"
                + "<img src='https://tracker.example/'><script>evil()</script><table><tr><td>住所</td><td>東京</td></tr></table>";
        String alternative = multipart(
                "alternative",
                "Content-Type: text/plain\n\nplain",
                "Content-Type: text/html; charset=utf-8\n\n" + html);
        assertThat(read(alternative.getBytes(UTF_8)).text().text()).isEqualTo("plain");
        MailText text = read(("Content-Type: text/html; charset=utf-8\n\n" + html).getBytes(UTF_8))
                .text();
        assertThat(text.text()).isEqualTo("1. 組織名：サンプル\n2.\n次\n住所\t東京");
        assertThat(text.fromHtml()).isTrue();
    }

    @Test
    void htmlIsReadTagByTag() {
        assertThat(
                        html(
                                "<P>one</p ><p class=\"a>b\" x='>'>two &amp; &#x30C6;\n  three<!-- <p>no</p> --><ul><li>a<li>b</ul>"))
                .isEqualTo("one\ntwo & テ three\n- a\n- b");
        assertThat(html("a<b 1 < 2 > c</b><pre> x\n  y</pre><textarea>t</textarea> z"))
                .isEqualTo("a c\n x\n  y\ntz".replace("tz", "t z"));
        assertThat(html("if 1 < 2 then <SCRIPT>if (a</b>c) '<p>'</Script>go<style>p"))
                .isEqualTo("if 1 < 2 then go");
        assertThat(html("<")).isEqualTo("<");
        assertThat(html("x</")).isEqualTo("x");
        assertThat(html("x<a href=\"")).isEqualTo("x");
        assertThat(html("x<!--")).isEqualTo("x");
    }

    @Test
    void tagsThatAreNeverClosedTakeNoMoreMemoryThanTheirSourceNeeds() {
        byte[] hostile = ("Content-Type: text/html\n\n" + "<a><b><i><p>x".repeat(150_000)).getBytes(UTF_8);
        var meter = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = meter.getCurrentThreadAllocatedBytes();

        assertThat(read(hostile).text().text()).startsWith("x\nx\nx").hasSize(2 * 150_000 - 1);
        assertThat(meter.getCurrentThreadAllocatedBytes() - before).isLessThan(80L * hostile.length);
    }

    @Test
    void moreTextThanAnybodyReadsIsNotLookedIntoButLargeFilesAre() {
        String large = "あいうえお\n".repeat(300_000);
        assertThat(reason("\n" + large)).isEqualTo(Reason.TEXT_TOO_LARGE);
        String half = "Content-Type: text/plain; charset=utf-8\n\n" + large.substring(0, large.length() / 2);
        assertThat(reason(multipart("mixed", half, half))).isEqualTo(Reason.TEXT_TOO_LARGE);
        assertThat(read(multipart("mixed", half, "Content-Type: application/x-log\n\n" + large))
                        .attachments())
                .hasSize(1);
    }

    private static String html(String html) {
        return read(("Content-Type: text/html; charset=utf-8\n\n" + html).getBytes(UTF_8))
                .text()
                .text();
    }

    @Test
    void attachmentsKeepNameTypeAndBytes() {
        byte[] content = {0, 1, 2, (byte) 0xFF, '\r', '\n'};
        IncomingMail mail = read(multipart(
                "mixed",
                "Content-Type: text/plain\n\nsee attached",
                "Content-Type: application/octet-stream; name=\"=?ISO-2022-JP?B?" + base64("登録.bin".getBytes(JIS))
                        + "?=\"\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n"
                        + base64(content),
                "Content-Type: text/plain; charset=Shift_JIS\nContent-Disposition: attachment;\n"
                        + " filename*0*=UTF-8''%E7%99%BB;\n filename*1*=%E9%8C%B2;\n filename*2=\".txt\"\n\nform"));
        assertThat(mail.text().text()).isEqualTo("see attached");
        assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("登録.bin", "登録.txt");
        assertThat(mail.attachments().getFirst().content()).isEqualTo(content);
        assertThat(mail.attachments().get(1).charset()).isEqualTo("Shift_JIS");
        assertThat(mail.attachments().get(1).isPlainText()).isTrue();
    }

    @Test
    void changingAnAttachmentsBytesDoesNotChangeTheMail() {
        Attachment attachment = read(multipart("mixed", "Content-Type: image/png\n\nabc"))
                .attachments()
                .getFirst();
        attachment.content()[0] = 'X';
        assertThat(attachment.content()).isEqualTo("abc".getBytes(US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied",
                "Return-Path: <>",
                "Precedence: Bulk",
                "List-Id: <x.example>",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b"
            })
    void automaticMailIsRecognised(String header) {
        assertThat(read(header + "\n\nx").automatic()).isTrue();
        assertThat(read("Auto-Submitted: no\nReturn-Path: <a@b.example>\n\nx").automatic())
                .isFalse();
    }

    @Test
    void bothFromFieldsOfASpoofedMailStayVisible() {
        IncomingMail mail = read("From: a@vendor.example\nFrom: b@evil.example\n\nx");
        assertThat(mail.headers().all("from")).containsExactly("a@vendor.example", "b@evil.example");
    }

    @Test
    void aMessageOf51MegabytesIsNotLookedInto() {
        assertThat(IncomingMail.read(new byte[51 * 1024 * 1024]))
                .isEqualTo(new Unparseable(Reason.MESSAGE_TOO_LARGE, 51L * 1024 * 1024));
    }

    @Test
    void limitsAreKept() {
        assertThat(reason("")).isEqualTo(Reason.EMPTY);
        assertThat(reason("Subject: " + "x".repeat(70_000) + "\n\nbody")).isEqualTo(Reason.HEADERS_TOO_LARGE);
        assertThat(reason("Subject: a\u0000b\n\n")).isEqualTo(Reason.CONTROL_IN_HEADER);
        assertThat(reason("Subject: a\rBcc: x@y.example\n\n")).isEqualTo(Reason.CONTROL_IN_HEADER);
        assertThat(reason("To: " + "a@b.example,".repeat(1001) + "\n\n")).isEqualTo(Reason.TOO_MANY_RECIPIENTS);
        String[] parts = new String[100];
        Arrays.fill(parts, "Content-Type: text/plain\n\nx");
        assertThat(reason(multipart("mixed", parts))).isEqualTo(Reason.TOO_MANY_PARTS);
        assertThat(read(multipart("mixed", Arrays.copyOf(parts, 99))).text().text())
                .startsWith("x");
    }

    @Test
    void twentyLevelsAreReadAndTwentyOneAreNot() {
        assertThat(read(nested(20)).text().text()).isEqualTo("innermost");
        assertThat(reason(nested(21))).isEqualTo(Reason.TOO_DEEP);
    }

    @Test
    void mutatedMessagesNeverThrowAndKeepTheLimits() {
        byte[] sample = multipart(
                        "signed",
                        "Content-Type: multipart/mixed; boundary=\"in\"\n\n--in\nContent-Type: text/plain; charset=iso-2022-jp\n"
                                + "Content-Transfer-Encoding: quoted-printable\n\n=1B$B$\"=1B(B\n--in\nContent-Type: text/html\n\n<p>x"
                                + "\n--in--",
                        "Content-Type: application/pgp-signature; name*0*=UTF-8''%E7;name*1=\"a\"\n\n-----BEGIN PGP SIGNATURE-----")
                .getBytes(ISO_8859_1);
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = sample.clone();
            for (int hits = random.nextInt(12); hits >= 0; hits--) {
                int at = random.nextInt(mutated.length);
                switch (random.nextInt(3)) {
                    case 0 -> mutated[at] = (byte) random.nextInt(256);
                    case 1 -> mutated[at] = (byte) "\r\n\0-=;\"<?:".charAt(random.nextInt(10));
                    default ->
                        mutated = joined(Arrays.copyOf(mutated, at + 1), Arrays.copyOfRange(mutated, at / 2, at));
                }
            }
            switch (IncomingMail.read(mutated)) {
                case IncomingMail mail -> assertThat(mail.attachments()).hasSizeLessThan(100);
                case Unparseable broken -> assertThat(broken.found()).isNotNegative();
            }
        }
    }

    @Test
    void longHostileHeadersNeitherThrowNorTakeLong() {
        for (String piece :
                new String[] {"\\a", "=?a?b?", "(", "\"", "<", ";a=\"\\", "a*0=x;", "=?utf-8?q?=", "%E3", "::;,"}) {
            String value = piece.repeat(60_000 / piece.length());
            IncomingMail mail = read("From: " + value + "\nX-A: b\n\nx");
            assertThat(mail.headers().first("X-A")).contains("b");
            assertThat(read("Content-Type: text/plain; name=\"" + value + "\n\nx")
                            .subject())
                    .isEmpty();
        }
    }

    static IncomingMail read(String raw) {
        return read(raw.getBytes(UTF_8));
    }

    static IncomingMail read(byte[] raw) {
        MailReading reading = IncomingMail.read(raw);
        assertThat(reading).isInstanceOf(IncomingMail.class);
        return (IncomingMail) reading;
    }

    static String multipart(String subtype, String... parts) {
        StringBuilder raw =
                new StringBuilder("Content-Type: multipart/" + subtype + "; boundary=\"b=_1\"\n\npreamble\n");
        for (String part : parts) {
            raw.append("--b=_1\n").append(part).append('\n');
        }
        return raw.append("--b=_1--\nepilogue\n").toString();
    }

    private static String nested(int depth) {
        String inner = "Content-Type: text/plain\n\ninnermost";
        for (int i = 0; i < depth; i++) {
            inner = "Content-Type: multipart/mixed; boundary=\"n" + i + "\"\n\n--n" + i + "\n" + inner + "\n--n" + i
                    + "--";
        }
        return inner;
    }

    private static Reason reason(String raw) {
        MailReading reading = IncomingMail.read(raw.getBytes(UTF_8));
        assertThat(reading).isInstanceOf(Unparseable.class);
        return ((Unparseable) reading).reason();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }
}
