package org.chosei.mail.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.chosei.mail.reading.OpenPgpShape.Clear;
import org.chosei.mail.reading.OpenPgpShape.PgpInline;
import org.chosei.mail.reading.OpenPgpShape.PgpMime;
import org.chosei.mail.reading.OpenPgpShape.PgpSigned;
import org.junit.jupiter.api.Test;

class OpenPgpShapeTest {
    private static final String ARMOR = "-----BEGIN PGP MESSAGE-----\r\n\r\nabcd\r\n-----END PGP MESSAGE-----";

    @Test
    void theSignedPartIsExactToTheByte() {
        String signed = "Content-Type: text/plain; charset=iso-2022-jp\r\nX-Odd:  two  spaces \r\n\r\n"
                + "- \033$B$\"\033(B trailing \t\r\n\r\nFrom here\r\n";
        String raw = "From: a@vendor.example\r\nContent-Type: multipart/signed; micalg=pgp-sha256;\r\n"
                + "\tprotocol=\"application/pgp-signature\"; boundary=\"s\"\r\n\r\npreamble\r\n--s\r\n" + signed
                + "\r\n--s \r\nContent-Type: application/pgp-signature\r\n\r\nSIGNATURE\r\n--s--\r\n";
        IncomingMail mail = IncomingMailTest.read(raw.getBytes(ISO_8859_1));
        PgpSigned shape = (PgpSigned) mail.openPgp();
        assertThat(shape.signedPart()).isEqualTo(signed.getBytes(ISO_8859_1));
        assertThat(shape.signature()).isEqualTo("SIGNATURE".getBytes(ISO_8859_1));
        assertThat(mail.text().text()).startsWith("- あ trailing");
        assertThat(mail.attachments()).isEmpty();
        assertThat(IncomingMailTest.read(shape.signedPart()).text()).isEqualTo(mail.text());
    }

    @Test
    void pgpMimeGivesTheEncryptedPartAndNoText() {
        IncomingMail mail = IncomingMailTest.read(IncomingMailTest.multipart(
                "encrypted; protocol=\"application/pgp-encrypted\"",
                "Content-Type: application/pgp-encrypted\n\nVersion: 1",
                "Content-Type: application/octet-stream; name=encrypted.asc\n\n" + ARMOR));
        assertThat(mail.openPgp())
                .isInstanceOfSatisfying(
                        PgpMime.class, it -> assertThat(it.encrypted()).isEqualTo(ARMOR.getBytes(ISO_8859_1)));
        assertThat(mail.text().text()).isEmpty();
    }

    @Test
    void pgpMimeThatAGatewayMadeMixedIsStillEncrypted() {
        IncomingMail mail = IncomingMailTest.read(IncomingMailTest.multipart(
                "mixed",
                "Content-Type: text/plain\n\n",
                "Content-Type: application/pgp-encrypted\n\nVersion: 1",
                "Content-Type: application/octet-stream\n\n" + ARMOR));
        assertThat(mail.openPgp())
                .isInstanceOfSatisfying(
                        PgpMime.class, it -> assertThat(it.alone()).isTrue());
        IncomingMail footed = IncomingMailTest.read(IncomingMailTest.multipart(
                "mixed",
                "Content-Type: application/pgp-encrypted\n\nVersion: 1",
                "Content-Type: application/octet-stream\n\n" + ARMOR,
                "Content-Type: text/plain\n\nThis list is archived"));
        assertThat(footed.openPgp())
                .isInstanceOfSatisfying(
                        PgpMime.class, it -> assertThat(it.alone()).isFalse());
    }

    @Test
    void anInlineBlockIsCutOutOfTheTextAroundIt() {
        IncomingMail mail =
                IncomingMailTest.read("Content-Type: text/plain\r\n\r\nDear all,\r\n" + ARMOR + "\r\n-- \r\nme");
        assertThat(mail.openPgp())
                .isInstanceOfSatisfying(
                        PgpInline.class,
                        it -> assertThat(it.armored()).isEqualTo((ARMOR + "\r\n").getBytes(ISO_8859_1)));
    }

    @Test
    void whatStandsBesideTheBlockIsSeenAndTheSameWordsInAnotherFormAreNothingElse() {
        String plain = "Content-Type: text/plain\n\n" + ARMOR;
        String file = "Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\nfile";

        assertThat(inlineAlone(IncomingMailTest.read("Content-Type: text/plain\r\n\r\n" + ARMOR + "\r\n")))
                .isTrue();
        assertThat(inlineAlone(IncomingMailTest.read("Content-Type: text/plain\r\n\r\nDear all,\r\n" + ARMOR)))
                .isFalse();
        assertThat(inlineAlone(IncomingMailTest.read(IncomingMailTest.multipart(
                        "alternative", plain, "Content-Type: text/html\n\n<pre>" + ARMOR + "</pre>"))))
                .isTrue();
        assertThat(inlineAlone(IncomingMailTest.read(
                        IncomingMailTest.multipart("mixed", plain, "Content-Type: text/plain\n\nfooter"))))
                .isFalse();
        assertThat(inlineAlone(IncomingMailTest.read(IncomingMailTest.multipart("mixed", plain, file))))
                .as("files are looked at when the block is open")
                .isTrue();
    }

    private static boolean inlineAlone(IncomingMail mail) {
        return ((PgpInline) mail.openPgp()).alone();
    }

    @Test
    void aClearSignedBlockIsInline() {
        String block =
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhello\n-----BEGIN PGP SIGNATURE-----\n\nabcd\n"
                        + "-----END PGP SIGNATURE-----";
        assertThat(IncomingMailTest.read("Subject: x\n\n" + block).openPgp()).isInstanceOf(PgpInline.class);
    }

    @Test
    void quotedOrAttachedOrHalfBlocksAreClear() {
        assertThat(IncomingMailTest.read("A: b\n\n> " + ARMOR.replace("\r\n", "\n> "))
                        .openPgp())
                .isEqualTo(new Clear());
        assertThat(IncomingMailTest.read("A: b\n\n-----BEGIN PGP MESSAGE-----\nabcd")
                        .openPgp())
                .isEqualTo(new Clear());
    }

    @Test
    void aSignatureAroundOnePartOfManyDoesNotSignTheMessage() {
        String signed = "Content-Type: multipart/signed; boundary=i\n\n--i\n\nsigned\n--i\n"
                + "Content-Type: application/pgp-signature\n\nS\n--i--";
        assertThat(IncomingMailTest.read(
                                IncomingMailTest.multipart("mixed", signed, "Content-Type: text/plain\n\nunsigned"))
                        .openPgp())
                .isEqualTo(new Clear());
    }
}
