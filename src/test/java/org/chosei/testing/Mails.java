package org.chosei.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.UUID;

/** Writes mails as people's programs do. */
public final class Mails {
    private Mails() {}

    /** A plain text mail in a charset that encodes it whole. */
    public static byte[] plain(String from, String subject, String charset, String text) {
        return plain(from, subject, "<" + UUID.randomUUID() + "@peer.example>", charset, text);
    }

    public static byte[] plain(String from, String subject, String messageId, String charset, String text) {
        boolean sevenBit = charset.equals("iso-2022-jp");
        String header = header(from, subject, messageId) + "Content-Type: text/plain; charset=" + charset
                + "\r\nContent-Transfer-Encoding: " + (sevenBit ? "7bit" : "base64") + "\r\n\r\n";
        byte[] bytes = crlf(text).getBytes(Charset.forName(charset));
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        mail.writeBytes(header.getBytes(US_ASCII));
        // a relay takes no mail whose last line has no end
        mail.writeBytes(sevenBit ? bytes : Base64.getMimeEncoder().encode(bytes));
        mail.writeBytes("\r\n".getBytes(US_ASCII));
        return mail.toByteArray();
    }

    /** A PGP/MIME mail around an armored message (RFC 3156 §4). */
    public static byte[] pgpMime(String from, String subject, byte[] armored) {
        return (header(from, subject, "<" + UUID.randomUUID() + "@peer.example>")
                        + "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=e\r\n"
                        + "\r\n--e\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--e\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n" + crlf(new String(armored, US_ASCII))
                        + "\r\n--e--\r\n")
                .getBytes(US_ASCII);
    }

    /** A mail that is signed and not encrypted (RFC 3156 §5). */
    public static byte[] pgpSigned(String from, String subject, String entity, byte[] signature) {
        return (header(from, subject, "<" + UUID.randomUUID() + "@peer.example>")
                        + "Content-Type: multipart/signed; micalg=pgp-sha512; protocol=\"application/pgp-signature\";"
                        + " boundary=s\r\n\r\n--s\r\n" + entity
                        + "\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\n"
                        + crlf(new String(signature, US_ASCII)) + "\r\n--s--\r\n")
                .getBytes(UTF_8);
    }

    /** What a mail program encrypts: a text with its own subject. */
    public static String entity(String subject, String text) {
        return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nSubject: " + subject
                + "\r\n\r\n" + crlf(text) + "\r\n";
    }

    /** A text with one file. */
    public static String entityWithFile(String text, String fileName, String type, byte[] file) {
        return "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n" + crlf(text) + "\r\n--m\r\nContent-Type: " + type
                + "\r\nContent-Disposition: attachment; filename=\"" + fileName
                + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(file) + "\r\n--m--\r\n";
    }

    /** The report that a mail could not be delivered (RFC 3464), with the header of that mail. */
    public static byte[] bounce(byte[] mail) {
        String header = new String(mail, US_ASCII).replaceFirst("(?s)\r\n\r\n.*", "\r\n");
        return ("From: MAILER-DAEMON@peer.example\r\nTo: bounces@csirt.example\r\nSubject: Undelivered\r\nMessage-ID: <"
                        + UUID.randomUUID() + "@peer.example>\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\n"
                        + "Content-Type: text/plain\r\n\r\nNo such mailbox.\r\n--r\r\n"
                        + "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; peer.example\r\n\r\n"
                        + "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such mailbox\r\n\r\n--r\r\n"
                        + "Content-Type: text/rfc822-headers\r\n\r\n" + header + "\r\n--r--\r\n")
                .getBytes(US_ASCII);
    }

    private static String header(String from, String subject, String messageId) {
        return "From: " + from + "\r\nTo: " + Post.DESK + "\r\nSubject: " + encoded(subject) + "\r\nMessage-ID: "
                + messageId + "\r\nMIME-Version: 1.0\r\n";
    }

    private static String encoded(String subject) {
        return subject.chars().allMatch(c -> c < 127)
                ? subject
                : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(subject.getBytes(UTF_8)) + "?=";
    }

    private static String crlf(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }
}
