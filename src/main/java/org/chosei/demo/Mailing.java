package org.chosei.demo;

import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;

/** Mails as other people's programs write them. */
final class Mailing {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    private Mailing() {}

    /** Text in ISO-2022-JP, seven bits, as Japanese mail programs have done for decades. */
    static byte[] japanese(String from, String to, String subject, String text) {
        Charset jis = Charset.forName("ISO-2022-JP");
        String encoded = "=?ISO-2022-JP?B?" + Base64.getEncoder().encodeToString(subject.getBytes(jis)) + "?=";
        byte[] head = head(from, to, encoded, "text/plain; charset=ISO-2022-JP", "7bit");
        return joined(head, crlf(text).getBytes(jis));
    }

    /** Text in UTF-8, base 64. */
    static byte[] utf8(String from, String to, String subject, String text) {
        byte[] body = LINES.encode(text.getBytes(StandardCharsets.UTF_8));
        byte[] head = head(from, to, utf8Word(subject), "text/plain; charset=UTF-8", "base64");
        return joined(head, joined(body, "\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    /** PGP/MIME (RFC 3156) around an armored message. */
    static byte[] encrypted(String from, String to, byte[] armored) {
        String boundary = "=-" + UUID.randomUUID();
        String type = "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=\"" + boundary + "\"";
        String body = "--" + boundary + "\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--"
                + boundary + "\r\nContent-Type: application/octet-stream; name=\"encrypted.asc\"\r\n\r\n"
                + crlf(new String(armored, StandardCharsets.US_ASCII)) + "\r\n--" + boundary + "--\r\n";
        return joined(head(from, to, "...", type, "7bit"), body.getBytes(StandardCharsets.US_ASCII));
    }

    /** What goes inside the encryption: a text, and a file when {@code file} is not empty. */
    static byte[] entity(String subject, String text, String file, byte[] content) {
        String part = "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + LINES.encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\r\n";
        String heading = "Subject: " + utf8Word(subject) + "\r\n";
        if (file.isEmpty()) {
            return (heading + part).getBytes(StandardCharsets.US_ASCII);
        }
        String boundary = "=-" + UUID.randomUUID();
        return (heading + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n"
                        + part + "--" + boundary + "\r\nContent-Type: application/octet-stream\r\n"
                        + "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"" + file
                        + "\"\r\n\r\n" + LINES.encodeToString(content) + "\r\n--" + boundary + "--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] head(String from, String to, String subject, String type, String encoding) {
        String domain = from.substring(from.indexOf('@') + 1);
        return ("From: " + from + "\r\nTo: " + to + "\r\nSubject: " + subject + "\r\nDate: "
                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC))
                        + "\r\nMessage-ID: <" + UUID.randomUUID() + "@" + domain
                        + ">\r\nMIME-Version: 1.0\r\nContent-Type: " + type + "\r\nContent-Transfer-Encoding: "
                        + encoding + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String utf8Word(String text) {
        try {
            return jakarta.mail.internet.MimeUtility.encodeText(text, "UTF-8", "B");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String crlf(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    private static byte[] joined(byte[] head, byte[] body) {
        byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
