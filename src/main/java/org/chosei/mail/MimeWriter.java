package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.crypto.ArmoredMessage;
import org.chosei.crypto.BodyFormat;
import org.chosei.kernel.Sha256;
import org.chosei.kernel.Tlp;

/**
 * Writes the exact bytes of outgoing mail: CRLF, 7 bit, lines that every relay passes unchanged. There are exactly two
 * kinds, a rendered {@link ClearTemplate} and an encrypted message; no method takes free words to send in clear. Equal
 * input gives equal bytes, so a mail sent again is the same mail.
 */
public final class MimeWriter {
    private static final String ARMOR_START = "-----BEGIN PGP MESSAGE-----";
    private static final Pattern OUTER_SUBJECT =
            Pattern.compile("\\[TLP:(RED|AMBER|AMBER\\+STRICT|GREEN|CLEAR)] \\[(?<tag>[A-Za-z0-9][A-Za-z0-9-]{0,39})]");
    private static final String ARMOR_END = "-----END PGP MESSAGE-----";

    private MimeWriter() {}

    /** A mail that anybody on its way may read. */
    public static byte[] clear(MailHeaders headers, ClearMail mail) {
        return clear(headers, mail, MailCharset.UTF_8);
    }

    /** The same in the charset that its reader prefers, or in UTF-8 where that lacks a character of it. */
    public static byte[] clear(MailHeaders headers, ClearMail mail, MailCharset charset) {
        var defaults = Map.of(MailHeaders.AUTO_SUBMITTED, mail.template().autoSubmitted());
        Optional<String> jis = switch (charset) {
            case UTF_8 -> Optional.empty();
            case ISO_2022_JP -> JisText.encoded(mail.subject()).flatMap(_ -> JisText.encoded(lines(mail.body())));
        };
        return jis.map(body ->
                        ascii(headers.render(mail.subject(), JisText::encodedWords, defaults) + jisPart(body, "")))
                .orElseGet(() -> ascii(headers.render(mail.subject(), defaults) + textPart(mail.body(), "")));
    }

    /**
     * A PGP/MIME mail (RFC 3156). What may be read on its way is the header; its subject is only label and tag.
     *
     * @param outerSubject what {@link #outerSubject} made
     * @param armored the armored OpenPGP message around what {@link #inner} wrote
     */
    public static byte[] encrypted(MailHeaders headers, String outerSubject, byte[] armored) {
        return encrypted(headers, outerSubject, "", armored);
    }

    /**
     * The same with the number under which the recipient keeps the case, if it is plain: at the end of the subject and in a
     * header, for a mailbox that sorts by it.
     */
    static byte[] encrypted(MailHeaders headers, String outerSubject, String ownNumber, byte[] armored) {
        String message = armoredLines(armored);
        byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
        Around around = around(headers, outerSubject, ownNumber, boundary(message));
        byte[] mail = around.withRoomFor(bytes.length);
        System.arraycopy(bytes, 0, mail, around.before().length, bytes.length);
        return mail;
    }

    /** The same around a message of our own, whose type says that it holds no boundary and nothing in clear. */
    public static byte[] encrypted(MailHeaders headers, String outerSubject, String ownNumber, ArmoredMessage message) {
        Around around = around(headers, outerSubject, ownNumber, boundary(headers.messageId()));
        byte[] mail = around.withRoomFor(message.length());
        message.writeTo(mail, around.before().length);
        return mail;
    }

    /**
     * An S/MIME mail (RFC 8551 §3.3), with the same header as one of OpenPGP.
     *
     * @param format which of the two of S/MIME
     * @param der the message that {@code SmimeMessages} made
     */
    static byte[] enveloped(MailHeaders headers, String outerSubject, String ownNumber, BodyFormat format, byte[] der) {
        if (!format.isSmime()) {
            throw new IllegalArgumentException(format + " is not S/MIME");
        }
        String type = format == BodyFormat.SMIME_GCM ? "authEnveloped-data" : "enveloped-data";
        return ascii(header(headers, outerSubject, ownNumber)
                + "Content-Type: application/pkcs7-mime; smime-type=" + type + "; name=\"smime.p7m\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=\"smime.p7m\"\r\n"
                + "\r\n"
                + Base64.getMimeEncoder().encodeToString(der) + "\r\n");
    }

    /** The entity with its S/MIME signature beside it (RFC 8551 §3.5.3), which is what is encrypted. */
    static byte[] signed(byte[] entity, byte[] signature) {
        String content = new String(entity, StandardCharsets.US_ASCII);
        String boundary = boundary(content);
        return ascii("Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256;\r\n"
                + " boundary=\"" + boundary + "\"\r\n"
                + "\r\n"
                + "--" + boundary + "\r\n"
                + content + "\r\n"
                + "--" + boundary + "\r\n"
                + "Content-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=\"smime.p7s\"\r\n"
                + "\r\n"
                + Base64.getMimeEncoder().encodeToString(signature) + "\r\n"
                + "--" + boundary + "--\r\n");
    }

    /** What may be read on the way: the label, the tag, and the recipient's own number. */
    private static String header(MailHeaders headers, String outerSubject, String ownNumber) {
        var defaults = new TreeMap<>(Map.of(MailHeaders.CASE_TAG, tagOf(outerSubject)));
        boolean numbered = OwnNumber.isPlain(ownNumber);
        if (numbered) {
            defaults.put(MailHeaders.OWN_NUMBER, ownNumber);
        }
        return headers.render(numbered ? outerSubject + " [" + ownNumber + "]" : outerSubject, defaults);
    }

    /** What stands before and after the message of an encrypted mail. */
    private record Around(byte[] before, byte[] after) {
        byte[] withRoomFor(int message) {
            byte[] mail = Arrays.copyOf(before, before.length + message + after.length);
            System.arraycopy(after, 0, mail, before.length + message, after.length);
            return mail;
        }
    }

    private static Around around(MailHeaders headers, String outerSubject, String ownNumber, String boundary) {
        byte[] before = ascii(header(headers, outerSubject, ownNumber)
                + "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\";\r\n"
                + " boundary=\"" + boundary + "\"\r\n"
                + "\r\n"
                + "--" + boundary + "\r\n"
                + "Content-Type: application/pgp-encrypted\r\n"
                + "\r\n"
                + "Version: 1\r\n"
                + "--" + boundary + "\r\n"
                + "Content-Type: application/octet-stream; name=\"encrypted.asc\"\r\n"
                + "Content-Disposition: inline; filename=\"encrypted.asc\"\r\n"
                + "\r\n");
        return new Around(before, ascii("--" + boundary + "--\r\n"));
    }

    /**
     * The MIME entity that is encrypted, once and the same for all recipients: the real subject as a protected header
     * (RFC 9788 {@code hp="cipher"}; {@code protected-headers="v1"} for the programs before it), then text and files.
     */
    public static byte[] inner(String outerSubject, String subject, String body, List<Attachment> attachments) {
        return inner(outerSubject, subject, body, attachments, MailCharset.UTF_8);
    }

    /** The same in a charset that holds every character of subject and body. */
    static byte[] inner(
            String outerSubject, String subject, String body, List<Attachment> attachments, MailCharset charset) {
        tagOf(outerSubject);
        String words = switch (charset) {
            case UTF_8 -> HeaderText.unstructured(subject);
            case ISO_2022_JP -> HeaderText.unstructured(subject, JisText::encodedWords);
        };
        String header = HeaderText.field("Subject", words)
                + HeaderText.field("HP-Outer", "Subject: " + outerSubject)
                + "MIME-Version: 1.0\r\n";
        String protection = ";\r\n protected-headers=\"v1\"; hp=\"cipher\"";
        if (attachments.isEmpty()) {
            return ascii(header + textPart(body, protection, charset));
        }
        var parts = new StringBuilder();
        String text = textPart(body, "", charset);
        List<String> files = attachments.stream().map(Attachment::render).toList();
        String boundary = boundary(text + String.join("", files));
        parts.append("--").append(boundary).append("\r\n").append(text);
        files.forEach(file -> parts.append("--").append(boundary).append("\r\n").append(file));
        return ascii(header + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"" + protection + "\r\n\r\n"
                + parts + "--" + boundary + "--\r\n");
    }

    /** The only subject an encrypted mail shows: label and tag, ASCII, the label first. */
    public static String outerSubject(Tlp tlp, String tag) {
        String subject = "[" + tlp.label() + "] [" + tag + "]";
        tagOf(subject);
        return subject;
    }

    private static String tagOf(String outerSubject) {
        Matcher matcher = OUTER_SUBJECT.matcher(outerSubject);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "The outer subject is not just a TLP label and a tag: " + HeaderText.shown(outerSubject));
        }
        return matcher.group("tag");
    }

    private static String lines(String body) {
        String lines = body.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
        return lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
    }

    // Seven bits as they are, which is what programs that know nothing else expect (RFC 1468).
    private static String jisPart(String encoded, String parameters) {
        String type =
                "Content-Type: text/plain; charset=\"iso-2022-jp\"" + parameters + "\r\nContent-Transfer-Encoding: ";
        boolean unchanged = encoded.lines().allMatch(line -> line.length() <= 900 && !line.startsWith("From "));
        return unchanged
                ? type + "7bit\r\n\r\n" + encoded
                : type + "base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(encoded.getBytes(StandardCharsets.US_ASCII)) + "\r\n";
    }

    private static String textPart(String body, String parameters, MailCharset charset) {
        return switch (charset) {
            case UTF_8 -> textPart(body, parameters);
            case ISO_2022_JP ->
                jisPart(
                        JisText.encoded(lines(body))
                                .orElseThrow(() -> new IllegalArgumentException("The charset lacks a character")),
                        parameters);
        };
    }

    private static String textPart(String body, String parameters) {
        String text = lines(body);
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("The text has half a surrogate pair, which no charset can carry");
        }
        String type = "Content-Type: text/plain; charset=\"utf-8\"" + parameters + "\r\n";
        if (passesUnchanged(text)) {
            return type + "Content-Transfer-Encoding: 7bit\r\n\r\n" + text;
        }
        String encoded = Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return type + "Content-Transfer-Encoding: base64\r\n\r\n" + encoded + "\r\n";
    }

    // "From " at a line start and blanks at its end are altered by mail programs, long lines are broken.
    private static boolean passesUnchanged(String text) {
        return text.lines()
                .allMatch(line -> line.length() <= 78
                        && line.chars().allMatch(c -> c >= ' ' && c < 127)
                        && !line.endsWith(" ")
                        && !line.startsWith("From "));
    }

    private static String armoredLines(byte[] armored) {
        String text = new String(armored, StandardCharsets.ISO_8859_1)
                .strip()
                .replace("\r\n", "\n")
                .replace("\n", "\r\n");
        if (!text.startsWith(ARMOR_START) || !text.endsWith(ARMOR_END)) {
            throw new IllegalArgumentException("Not an armored OpenPGP message");
        }
        return text + "\r\n";
    }

    // From the content's hash: nobody who writes content can make it contain its own boundary.
    private static String boundary(String content) {
        return "chosei-" + Sha256.hex(content.getBytes(StandardCharsets.UTF_8)).substring(0, 40);
    }

    private static byte[] ascii(String message) {
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c == 0 || c > 126) {
                throw new IllegalArgumentException("Only 7-bit text can leave as it is");
            }
        }
        return message.getBytes(StandardCharsets.US_ASCII);
    }
}
