package org.chosei.mail.reading;

import jakarta.mail.internet.MailDateFormat;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chosei.mail.reading.Unparseable.Reason;

/**
 * An incoming message as a view that does not change. It says what the message claims; whether a claim is proved (sender,
 * signature) is decided elsewhere. The original bytes stay with the caller and are what is kept.
 *
 * @param messageId with its angle brackets
 * @param from the first address of the first From field
 * @param to every address of To, then of Cc
 * @param subject encoded words decoded once, one line, empty if there is none
 * @param date what the sender's clock said
 * @param references message ids of References, oldest first
 * @param automatic whether it must never be answered automatically (RFC 3834, RFC 2076, null return path, reports, lists)
 * @param partlySigned whether a part of it is signed, which says nothing of the rest
 */
public record IncomingMail(
        Optional<String> messageId,
        Optional<Mailbox> from,
        List<Mailbox> to,
        String subject,
        Optional<Instant> date,
        Optional<String> inReplyTo,
        List<String> references,
        MailHeaders headers,
        boolean automatic,
        MailText text,
        List<Attachment> attachments,
        OpenPgpShape openPgp,
        SmimeShape smime,
        boolean partlySigned)
        implements MailReading {

    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,990}>");
    private static final Set<String> BULK = Set.of("bulk", "junk", "list", "auto_reply");

    /** Reads a message, or the MIME entity that decryption gave. Never throws: a broken limit is an answer. */
    public static MailReading read(byte[] raw) {
        try {
            MimePart root = MimeParser.parse(raw);
            MailHeaders headers = root.headers();
            return new IncomingMail(
                    ids(headers, "Message-ID").stream().findFirst(),
                    mailboxes(headers, "From").stream().findFirst(),
                    recipients(headers),
                    headers.text("Subject").orElse(""),
                    headers.first("Date").flatMap(IncomingMail::date),
                    ids(headers, "In-Reply-To").stream().findFirst(),
                    ids(headers, "References"),
                    headers,
                    isAutomatic(root),
                    MailBody.text(root),
                    MailBody.attachments(root),
                    OpenPgpShapes.of(root),
                    SmimeShapes.of(root),
                    SignedParts.in(root));
        } catch (BrokenLimit limit) {
            return limit.unparseable();
        }
    }

    /** The same with these files instead of its own. */
    public IncomingMail withAttachments(List<Attachment> files) {
        return new IncomingMail(
                messageId,
                from,
                to,
                subject,
                date,
                inReplyTo,
                references,
                headers,
                automatic,
                text,
                files,
                openPgp,
                smime,
                partlySigned);
    }

    private static List<Mailbox> recipients(MailHeaders headers) throws BrokenLimit {
        List<Mailbox> recipients = Stream.of("To", "Cc")
                .flatMap(name -> mailboxes(headers, name).stream())
                .toList();
        if (recipients.size() > Reason.TOO_MANY_RECIPIENTS.limit()) {
            throw new BrokenLimit(Reason.TOO_MANY_RECIPIENTS, recipients.size());
        }
        return recipients;
    }

    private static List<Mailbox> mailboxes(MailHeaders headers, String name) {
        return headers.all(name).stream()
                .flatMap(value -> Mailbox.parseList(value).stream())
                .toList();
    }

    private static List<String> ids(MailHeaders headers, String name) {
        return headers.all(name).stream()
                .flatMap(value -> MESSAGE_ID.matcher(value).results())
                .map(MatchResult::group)
                .toList();
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(new MailDateFormat().parse(value).toInstant());
        } catch (ParseException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isAutomatic(MimePart root) {
        MailHeaders headers = root.headers();
        boolean submitted = headers.first("Auto-Submitted")
                .map(value -> !HeaderValue.parse(value).value().equals("no"))
                .orElse(false);
        boolean nullPath = headers.first("Return-Path")
                .map(value -> value.replaceAll("\\s", "").equals("<>"))
                .orElse(false);
        boolean bulk = headers.first("Precedence")
                .map(value -> BULK.contains(value.strip().toLowerCase(Locale.ROOT)))
                .orElse(false);
        return submitted
                || nullPath
                || bulk
                || root.is("multipart/report")
                || headers.first("List-Id").isPresent()
                || headers.first("X-Autoreply").isPresent();
    }
}
