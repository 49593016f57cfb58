package org.chosei.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.mail.MailRoom.STAFF;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.KeyReading;
import org.chosei.demo.MailSink;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.mail.EncryptedLetters.Recipient;
import org.chosei.mail.EncryptedLetters.Wrapped;
import org.chosei.testing.Gpg;
import org.chosei.testing.NodePeers;
import org.chosei.testing.Openssl;
import org.chosei.testing.Sequoia;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One letter in as many ways of writing as its readers need, read by the programs of others. */
class LetterFormatsTest {
    private static final String OUTER = MimeWriter.outerSubject(Tlp.AMBER, "CHS-2026-00012");
    private static final CaseId CASE = new CaseId(UUID.fromString("01900000-0000-7000-8000-00000000000c"));
    /** SMIMECapabilities (RFC 4262) with AES-256-GCM alone. */
    private static final String READS_GCM = "1.2.840.113549.1.9.15=DER:30:0d:30:0b:06:09:60:86:48:01:65:03:04:01:2e";

    private static MailRoom room;
    private static Openssl openssl;
    private static Gpg gpg;

    @BeforeAll
    static void start() {
        room = MailRoom.start();
        openssl = new Openssl();
        gpg = new Gpg();
    }

    @AfterAll
    static void stop() {
        room.close();
        openssl.close();
        gpg.close();
    }

    @Test
    void whoReadsGcmGetsItAndTheOthersCbcAndNobodySeesWhoElseGotIt() {
        Openssl.Pair gcm = openssl.selfSigned(
                "rsa:3072", "gcm@a.example", 90, "-addext", "keyUsage=keyEncipherment", "-addext", READS_GCM);
        Openssl.Pair cbc = openssl.rsa("cbc@b.example", 90);
        Openssl.Pair curve = openssl.ec("ec@c.example", 90);
        String key = gpg.generateCurve25519("D <pgp@d.example>");

        send(
                "notice",
                "各位\n脆弱性のお知らせ\n",
                recipient(1, "gcm@a.example", der(gcm)),
                recipient(2, "cbc@b.example", der(cbc)),
                recipient(3, "ec@c.example", der(curve)),
                recipient(4, "pgp@d.example", gpg.publicKey(key)));

        assertThat(mail("gcm@a.example")).contains("smime-type=authEnveloped-data");
        assertThat(mail("cbc@b.example")).contains("smime-type=enveloped-data");
        String opened = read("gcm@a.example", gcm);
        assertThat(opened)
                .contains("Subject: notice\r\n", "hp=\"cipher\"")
                .isEqualTo(read("cbc@b.example", cbc))
                .isEqualTo(read("ec@c.example", curve))
                .isEqualTo(gpg.decrypt(bytes("pgp@d.example")).text());
        assertThat(openssl.decrypt(bytes("gcm@a.example"), "SMIME", cbc).exitCode())
                .as("another recipient's key")
                .isNotZero();
        assertThat(structure("gcm@a.example")).contains("aes-256-gcm").containsOnlyOnce("d.ktri");
        assertThat(structure("cbc@b.example")).contains("aes-256-cbc").containsOnlyOnce("d.ktri");
        assertThat(structure("ec@c.example")).contains("aes-256-cbc").containsOnlyOnce("d.kari");
    }

    @Test
    void sequoiaOpensWhatGnuPgOpensAndFindsOurSignatureGood() {
        String key = gpg.generateCurve25519("G <gnupg@j.example>");
        try (Sequoia sequoia = new Sequoia("S <sequoia@j.example>")) {
            send(
                    "脆弱性",
                    "各位\nお知らせ\n",
                    recipient(13, "sequoia@j.example", sequoia.certificate()),
                    recipient(14, "gnupg@j.example", gpg.publicKey(key)));

            var ours = room.bean(OwnKeys.class).certificate();
            Sequoia.Opened opened = sequoia.open(bytes("sequoia@j.example"), ours.toArmor());
            assertThat(opened.text())
                    .contains("hp=\"cipher\"", Base64.getEncoder().encodeToString("各位\r\nお知らせ\r\n".getBytes(UTF_8)))
                    .isEqualTo(gpg.decrypt(bytes("gnupg@j.example")).text());
            assertThat(opened.signers()).contains(ours.fingerprint());
        }
    }

    @Test
    void aVersion6KeyGetsAuthenticatedEncryptionOfItsOwnBesideTheBodyOfAllOthers() throws Exception {
        Path home = Files.createTempDirectory("openpgpjs");
        NodePeers.run("openpgp-mail.mjs", List.of("key6", home.toString(), "six@i.example"));
        String key = gpg.generateCurve25519("F <four@i.example>");

        send(
                "notice",
                "各位\n",
                recipient(11, "six@i.example", Files.readAllBytes(home.resolve("public.asc"))),
                recipient(12, "four@i.example", gpg.publicKey(key)));

        Files.write(home.resolve("challenge.asc"), bytes("six@i.example"));
        Files.writeString(
                home.resolve("ours.asc"), room.bean(OwnKeys.class).certificate().toArmor());
        assertThat(NodePeers.run("openpgp-mail.mjs", List.of("open", home.toString()))
                        .replace("\n", "\r\n"))
                .startsWith(gpg.decrypt(bytes("four@i.example"))
                        .text()
                        .replace("\r\n", "\n")
                        .replace("\n", "\r\n"))
                .contains("packets 1v6 18v2");
    }

    @Test
    void theSignatureIsOurOwnCertificatesAndSaysWhatWeRead() {
        Openssl.Pair pair = openssl.rsa("s@e.example", 90);
        send("signed", "words\n", recipient(5, "s@e.example", der(pair)));
        byte[] signed = openssl.decrypt(bytes("s@e.example"), "SMIME", pair).output();
        String text =
                new String(openssl.output(signed, "cms", "-cmsout", "-print", "-noout", "-inform", "SMIME"), UTF_8);
        assertThat(text).contains("S/MIME Capabilities", "signingTime", "sha256");
        byte[] ours = openssl.output(
                signed,
                "cms",
                "-verify",
                "-inform",
                "SMIME",
                "-noverify",
                "-signer",
                "/dev/stdout",
                "-out",
                "/dev/null");
        assertThat(certificate(ours))
                .isEqualTo(room.bean(OwnSmimeKeys.class).certificate().fingerprint());
    }

    @Test
    void theCharsetOfAnOldMailProgramIsUsedWhereNothingIsLostInIt() {
        String key = gpg.generateCurve25519("J <jis@f.example>");
        send("脆弱性", "各位\nお知らせ\n", jis(6, "jis@f.example", key), recipient(7, "new@g.example", gpg.publicKey(key)));
        Gpg.Run old = gpg.decrypt(bytes("jis@f.example"));
        assertThat(new String(old.output(), US_ASCII)).contains("charset=\"iso-2022-jp\"", "=?ISO-2022-JP?B?");
        assertThat(new String(old.output(), Charset.forName("ISO-2022-JP"))).contains("各位\r\nお知らせ");
        assertThat(gpg.decrypt(bytes("new@g.example")).text()).contains("charset=\"utf-8\"");

        room.sink.forget();
        send("脆弱性", "各位 𠮷野様\n", jis(8, "jis@f.example", key));
        assertThat(gpg.decrypt(bytes("jis@f.example")).text())
                .as("one character would be lost")
                .contains("charset=\"utf-8\"");
    }

    @Test
    void takingALetterBackEndsAllItsWaysOfWriting() {
        Openssl.Pair pair = openssl.rsa("x@h.example", 90);
        String key = gpg.generateCurve25519("Y <y@h.example>");
        var letter = letters().prepare(OUTER, "notice", "text\n");
        List<Wrapped> to = letters()
                .address(
                        letter,
                        List.of(
                                recipient(9, "x@h.example", der(pair)),
                                recipient(10, "y@h.example", gpg.publicKey(key))));
        UUID id = room.as(
                STAFF, () -> letters().stage(CASE, null, letter, to, room.now().plusSeconds(3600)));
        assertThat(room.staffSees(
                        "select count(distinct body_id)::text from mail_delivery where letter_id = '" + id + "'"))
                .containsExactly("2");
        assertThat(room.as(STAFF, () -> letters().takeBack(CASE, List.of(id), null)))
                .isTrue();
        assertThat(room.staffSees("select distinct state from mail_delivery where letter_id = '" + id + "'"))
                .containsExactly("CANCELLED");
    }

    private static void send(String subject, String body, Recipient... to) {
        var letter = letters().prepare(OUTER, subject, body);
        var wrapped = letters().address(letter, List.of(to));
        room.as(STAFF, () -> letters().stage(CASE, null, letter, wrapped, room.now()));
        room.work(EncryptedDrain.KIND);
    }

    private static EncryptedLetters letters() {
        return room.bean(EncryptedLetters.class);
    }

    private static Recipient recipient(int number, String address, byte[] certificate) {
        return new Recipient(
                new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_0100L + number)), address, "", certificate);
    }

    private static Recipient jis(int number, String address, String key) {
        Recipient one = recipient(number, address, gpg.publicKey(key));
        return new Recipient(one.organisation(), address, "", one.certificate(), MailCharset.ISO_2022_JP);
    }

    private static byte[] bytes(String address) {
        List<MailSink.Message> mails = room.sink.messagesTo(address);
        assertThat(mails).hasSize(1);
        return mails.getFirst().bytes();
    }

    private static String mail(String address) {
        return new String(bytes(address), US_ASCII);
    }

    /** Decrypted and its signature verified. */
    private static String read(String address, Openssl.Pair pair) {
        byte[] signed = openssl.decrypt(bytes(address), "SMIME", pair).output();
        return new String(openssl.output(signed, "cms", "-verify", "-inform", "SMIME", "-noverify"), UTF_8);
    }

    private static String structure(String address) {
        return new String(
                openssl.output(bytes(address), "cms", "-cmsout", "-print", "-noout", "-inform", "SMIME"), UTF_8);
    }

    /** As it is stored. */
    private static byte[] der(Openssl.Pair pair) {
        return ((KeyReading.Readable) Certificate.read(pair.certificate()))
                .key()
                .toBytes();
    }

    private static String certificate(byte[] pem) {
        String text = new String(pem, US_ASCII);
        String base64 = text.substring(
                text.indexOf("-----BEGIN CERTIFICATE-----") + 27, text.indexOf("-----END CERTIFICATE-----"));
        return ((KeyReading.Readable) Certificate.read(Base64.getMimeDecoder().decode(base64)))
                .key()
                .fingerprint();
    }
}
