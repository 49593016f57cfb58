package org.chosei.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.chosei.crypto.EncryptedBody;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.OpenPgpMessages;
import org.chosei.crypto.OwnKey;
import org.chosei.crypto.Signatures;

/** Mails as programs write them, and the same broken at random: bytes changed, cut off, copied over, lines repeated. */
final class HostileMails {
    private static final int CHANGES = 6;
    private static final int LONGEST_COPY = 80;
    private static final String BOUNDARY = "boundary=\"b\"\r\n\r\n--b\r\n";

    private final List<byte[]> seeds;

    /** With mails that are encrypted to this key too. */
    HostileMails(OpenPgpKey to, Instant at) {
        OwnKey peer = OwnKey.generate("Peer <drill@peer.example>", at.minusSeconds(60));
        this.seeds = List.of(
                plain(),
                japanese(),
                parts(),
                html(),
                forwarded(),
                encrypted(to, peer, at),
                inline(to, peer, at),
                signed(peer, at),
                bounce(),
                smime());
    }

    List<byte[]> seeds() {
        return seeds;
    }

    /** One of them, broken. */
    byte[] broken(Random random) {
        byte[] mail = seeds.get(random.nextInt(seeds.size())).clone();
        for (int change = random.nextInt(CHANGES); change >= 0; change--) {
            int at = random.nextInt(mail.length);
            switch (random.nextInt(4)) {
                case 0 -> mail[at] = (byte) random.nextInt(256);
                case 1 -> mail = Arrays.copyOf(mail, Math.max(1, at));
                case 2 -> mail = repeated(mail, at);
                default -> {
                    int from = random.nextInt(mail.length);
                    int most = mail.length - Math.max(at, from);
                    System.arraycopy(mail, from, mail, at, Math.min(most, random.nextInt(LONGEST_COPY)));
                }
            }
        }
        return mail;
    }

    /** The line at this place comes twice. */
    private static byte[] repeated(byte[] mail, int at) {
        String text = new String(mail, ISO_8859_1);
        int from = text.lastIndexOf("\r\n", at) + 2;
        int to = text.indexOf("\r\n", Math.max(from, at)) + 2;
        return from < 2 || to < from ? mail : (text.substring(0, to) + text.substring(from)).getBytes(ISO_8859_1);
    }

    private static byte[] mail(String rest) {
        return ("From: Peer <drill@peer.example>\r\nTo: chosei@localhost\r\nSubject: =?UTF-8?B?5Zue562U?= CHS-2026-00001\r\n"
                        + "Message-ID: <1@peer.example>\r\nReferences: <2@peer.example>\r\nMIME-Version: 1.0\r\n"
                        + rest)
                .getBytes(UTF_8);
    }

    private static byte[] plain() {
        return mail("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n該当なし\r\nwords");
    }

    private static byte[] japanese() {
        byte[] head = mail("Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n");
        byte[] words = "調査中です。\r\n脆弱性の件".getBytes(Charset.forName("ISO-2022-JP"));
        byte[] all = Arrays.copyOf(head, head.length + words.length);
        System.arraycopy(words, 0, all, head.length, words.length);
        return all;
    }

    private static byte[] parts() {
        String file = Base64.getMimeEncoder()
                .encodeToString("not a ZIP file".repeat(40).getBytes(US_ASCII));
        return mail("Content-Type: multipart/mixed; " + BOUNDARY
                + "Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n"
                + "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E8=A9=B2=E5=BD=93\r\n--c--\r\n"
                + "--b\r\nContent-Type: application/zip; name*=utf-8''%E5%A0%B1%E5%91%8A.zip\r\nContent-Disposition: attachment;"
                + " filename=\"=?ISO-2022-JP?B?GyRCSnM5cBsoQg==?=.zip\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + file
                + "\r\n--b--");
    }

    private static byte[] html() {
        return mail(
                "Content-Type: text/html; charset=shift_jis\r\n\r\n<html><body onload='x'><p>words<img src=http://x/>"
                        + "<script>y</script><a href='javascript:z'>link</a></p></body></html>");
    }

    private static byte[] forwarded() {
        return mail("Content-Type: multipart/digest; " + BOUNDARY
                + "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nx\r\n--b--");
    }

    private static byte[] encrypted(OpenPgpKey to, OwnKey by, Instant at) {
        return mail("Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; " + BOUNDARY
                + "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n"
                + armored(to, by, at) + "\r\n--b--");
    }

    private static byte[] inline(OpenPgpKey to, OwnKey by, Instant at) {
        return mail("Content-Type: text/plain\r\n\r\nbefore\r\n" + armored(to, by, at) + "after");
    }

    private static String armored(OpenPgpKey to, OwnKey by, Instant at) {
        EncryptedBody body = OpenPgpMessages.encryptAndSign(
                "Content-Type: text/plain; charset=utf-8\r\nSubject: inside\r\n\r\naffected\r\n".getBytes(US_ASCII),
                by,
                at);
        KeyFitness.Fit fit = (KeyFitness.Fit) KeyFitness.of(to, at);
        return OpenPgpMessages.armor(OpenPgpMessages.addressTo(body.sessionKey(), to, fit), body.packet());
    }

    private static byte[] signed(OwnKey by, Instant at) {
        String entity = "Content-Type: text/plain\r\n\r\nfixed\r\n";
        return mail(
                "Content-Type: multipart/signed; micalg=pgp-sha512; protocol=\"application/pgp-signature\"; " + BOUNDARY
                        + entity + "\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\n"
                        + Signatures.signDetached(entity.getBytes(US_ASCII), by, at) + "\r\n--b--");
    }

    private static byte[] bounce() {
        return mail("Auto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; "
                + BOUNDARY
                + "Content-Type: text/plain\r\n\r\nNo such mailbox.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
                + "Reporting-MTA: dns; peer.example\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--");
    }

    private static byte[] smime() {
        String der = Base64.getMimeEncoder()
                .encodeToString(new Random(7)
                        .ints(600, 0, 256)
                        .collect(
                                java.io.ByteArrayOutputStream::new,
                                java.io.ByteArrayOutputStream::write,
                                (one, other) -> {})
                        .toByteArray());
        return mail("Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\nMIIBIwYJKoZIhvcNAQcDoIIBFDCCARACAQAx\r\n" + der);
    }
}
