package org.chosei.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.KeyReading;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.SignatureFinding;
import org.chosei.crypto.SmimeCertificate;
import org.chosei.crypto.SmimeMessages;
import org.chosei.mail.ArrivedMail.Content.Readable;
import org.chosei.mail.ArrivedMail.Content.Unreadable;
import org.chosei.mail.Claim.Answer;
import org.chosei.mail.Claim.Order;
import org.chosei.testing.Gpg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails as vendors' programs make them, with GnuPG on the other side. */
class EncryptedArrivalTest {
    private static final String ENTITY = "Content-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: 8bit\r\nSubject: inside\r\n\r\n脆弱性を確認しました\r\n";

    private MailRoom room;
    private Gpg gpg;
    private String vendor;
    private String us;
    private OpenPgpKey vendorKey;

    @BeforeEach
    void start() {
        room = MailRoom.start();
        gpg = new Gpg();
        vendor = gpg.generateCurve25519("Vendor <taro@vendor.example>");
        OpenPgpKey ours = room.bean(OwnKeys.class).certificate();
        gpg.importKey(ours.toArmor().getBytes(US_ASCII));
        us = ours.fingerprint();
        vendorKey = (OpenPgpKey) ((KeyReading.Readable) OpenPgpKey.read(gpg.publicKey(vendor))).key();
    }

    @AfterEach
    void stop() {
        gpg.close();
        room.close();
    }

    @Test
    void aRoomSeesTheDecryptedEntityAndWhoSignedIt() {
        ArrivedMail mail = shown(pgpMime(gpg.encryptAndSign(ENTITY.getBytes(UTF_8), us, vendor)));

        Readable content = (Readable) mail.content();
        assertThat(content.encrypted()).isTrue();
        assertThat(content.mail().text().text().strip()).isEqualTo("脆弱性を確認しました");
        assertThat(content.mail().subject()).isEqualTo("inside");
        assertThat(mail.outer().subject()).isEqualTo("...");
        assertThat(finding(mail))
                .isInstanceOfSatisfying(
                        SignatureFinding.Good.class,
                        good -> assertThat(good.fingerprint()).isEqualTo(vendor));
    }

    @Test
    void whatStandsBesideAnEncryptedSmimeMailIsNoPartOfItAndIsNotForgotten() {
        SmimeCertificate ours = room.bean(OwnSmimeKeys.class).certificate();
        byte[] encrypted =
                SmimeMessages.encrypt(ENTITY.getBytes(UTF_8), ours, (KeyFitness.Fit) KeyFitness.of(ours, room.now()));
        String part = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(encrypted) + "\r\n";
        String from = "From: <taro@vendor.example>\r\nSubject: ...\r\nMIME-Version: 1.0\r\n";

        Readable alone = (Readable) shown((from + part).getBytes(US_ASCII)).content();
        assertThat(alone.mail().text().text().strip()).isEqualTo("脆弱性を確認しました");
        assertThat(alone.partial()).isFalse();

        Readable footed = (Readable) shown((from + "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n" + part
                                + "--m\r\nContent-Type: text/plain\r\n\r\nThis list is archived\r\n--m--\r\n")
                        .getBytes(US_ASCII))
                .content();
        assertThat(footed.mail().text().text().strip()).isEqualTo("脆弱性を確認しました");
        assertThat(footed.partial()).isTrue();
    }

    @Test
    void encryptionWithoutASignatureProvesNobody() {
        ArrivedMail mail = shown(pgpMime(gpg.encrypt(ENTITY.getBytes(UTF_8), us)));

        assertThat(((Readable) mail.content()).encrypted()).isTrue();
        assertThat(finding(mail)).isInstanceOf(SignatureFinding.None.class);
    }

    @Test
    void aSignedEntityInsideTheEncryptionIsVerified() {
        ArrivedMail mail = shown(pgpMime(gpg.encrypt(multipartSigned(ENTITY), us)));

        assertThat(((Readable) mail.content()).mail().text().text()).contains("脆弱性");
        assertThat(finding(mail)).isInstanceOf(SignatureFinding.Good.class);
    }

    @Test
    void aSignedMailInTheOpenIsVerifiedAndAChangedOneIsNot() {
        byte[] signed = withHeader("signed", multipartSigned(ENTITY.replace("脆弱性を確認しました", "fixed")));
        byte[] changed = new String(signed, US_ASCII).replace("fixed", "wrong").getBytes(US_ASCII);

        assertThat(finding(shown(signed))).isInstanceOf(SignatureFinding.Good.class);
        assertThat(finding(shown(changed))).isInstanceOf(SignatureFinding.Bad.class);
    }

    @Test
    void anArmoredBlockInTheTextIsOpenedAndTheClearTextAroundItIsNotPartOfTheContent() {
        String armored = new String(gpg.encryptAndSign("secret words\n".getBytes(UTF_8), us, vendor), US_ASCII);

        ArrivedMail mail = shown(MailRoom.mail("inline", "clear lie\r\n\r\n" + crlf(armored) + "\r\nclear lie\r\n"));

        assertThat(((Readable) mail.content()).mail().text().text().strip()).isEqualTo("secret words");
        assertThat(finding(mail)).isInstanceOf(SignatureFinding.Good.class);
    }

    @Test
    void ofAClearSignedTextOnlyTheSignedWordsAreContent() {
        String signed = new String(gpg.clearSign("signed words\n".getBytes(UTF_8), vendor), US_ASCII);

        ArrivedMail mail = shown(MailRoom.mail("inline", "clear lie\r\n\r\n" + crlf(signed)));

        Readable content = (Readable) mail.content();
        assertThat(content.encrypted()).isFalse();
        assertThat(content.mail().text().text().strip()).isEqualTo("signed words");
        assertThat(finding(mail)).isInstanceOf(SignatureFinding.Good.class);
    }

    @Test
    void whatIsEncryptedToSomebodyElseIsUnreadable() {
        ArrivedMail mail = shown(pgpMime(gpg.encrypt(ENTITY.getBytes(UTF_8), vendor)));

        assertThat(mail.content()).isEqualTo(new Unreadable("mail.desk.not-for-us"));
        assertThat(finding(mail)).isInstanceOf(SignatureFinding.None.class);
    }

    @Test
    void aDamagedMessageIsUnreadable() {
        ArrivedMail mail =
                shown(pgpMime("-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n".getBytes(US_ASCII)));

        assertThat(mail.content()).isEqualTo(new Unreadable("mail.desk.broken-malformed"));
    }

    private SignatureFinding finding(ArrivedMail mail) {
        return mail.content().signedBy(List.of(vendorKey), mail.arrivedAt());
    }

    private ArrivedMail shown(byte[] mail) {
        List<ArrivedMail> shown = new ArrayList<>();
        room.rooms.put(Order.REPLY_TOKEN, arrived -> {
            shown.add(arrived);
            return new Answer.Taken("test.filed");
        });
        room.arrive(mail);
        room.work(Router.KIND);
        return shown.getLast();
    }

    private byte[] multipartSigned(String entity) {
        String signature = new String(gpg.signDetached(entity.getBytes(UTF_8), vendor), US_ASCII);
        return ("Content-Type: multipart/signed; micalg=pgp-sha512; protocol=\"application/pgp-signature\"; boundary=s\r\n"
                        + "\r\n--s\r\n" + entity + "\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\n"
                        + crlf(signature) + "\r\n--s--\r\n")
                .getBytes(UTF_8);
    }

    private static byte[] pgpMime(byte[] armored) {
        return withHeader(
                "...",
                ("Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=e\r\n"
                                + "\r\n--e\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--e\r\n"
                                + "Content-Type: application/octet-stream\r\n\r\n" + crlf(new String(armored, US_ASCII))
                                + "\r\n--e--\r\n")
                        .getBytes(US_ASCII));
    }

    private static byte[] withHeader(String subject, byte[] entity) {
        return ("From: taro@vendor.example\r\nTo: vh@csirt.example\r\nSubject: " + subject + "\r\nMIME-Version: 1.0\r\n"
                        + new String(entity, UTF_8))
                .getBytes(UTF_8);
    }

    private static String crlf(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }
}
