package org.chosei.mail.reading;

import java.util.List;
import java.util.Set;
import org.chosei.mail.reading.Unparseable.Reason;

/** Picks what a person reads and what is a file out of the parts of a message. */
final class MailBody {
    /** What only serves a signature or an encryption: neither words nor files. */
    private static final Set<String> WRAPPING = Set.of(
            "application/pgp-signature",
            "application/pgp-encrypted",
            "application/pkcs7-signature",
            "application/x-pkcs7-signature");

    private MailBody() {}

    static MailText text(MimePart root) throws BrokenLimit {
        long size = root.all()
                .filter(part -> !part.isMultipart() && !isFile(part))
                .mapToLong(part -> part.end() - part.bodyStart())
                .sum();
        if (size > Reason.TEXT_TOO_LARGE.limit()) {
            throw new BrokenLimit(Reason.TEXT_TOO_LARGE, size);
        }
        return words(root);
    }

    private static MailText words(MimePart part) {
        if (part.is("multipart/encrypted")) {
            return MailText.NONE;
        }
        if (part.is("multipart/signed") && part.isMultipart()) {
            return words(part.parts().getFirst());
        }
        if (part.is("multipart/alternative")) {
            return alternative(part.parts());
        }
        if (part.isMultipart()) {
            return part.parts().stream().map(MailBody::words).reduce(MailText.NONE, MailText::followedBy);
        }
        return leaf(part);
    }

    static List<Attachment> attachments(MimePart root) {
        return root.all()
                .filter(MailBody::isFile)
                .map(part -> new Attachment(part.fileName(), part.type().value(), part.charset(), part.content()))
                .toList();
    }

    /** Plain text if any alternative has some, else what HTML says. */
    private static MailText alternative(List<MimePart> parts) {
        List<MailText> texts = parts.stream()
                .map(MailBody::words)
                .filter(text -> !text.isBlank())
                .toList();
        return texts.stream()
                .filter(text -> !text.fromHtml())
                .findFirst()
                .orElseGet(() -> texts.stream().findFirst().orElse(MailText.NONE));
    }

    private static MailText leaf(MimePart part) {
        if (isFile(part) || WRAPPING.contains(part.type().value())) {
            return MailText.NONE;
        }
        return part.is("text/html")
                ? MailText.html(part.content(), part.charset())
                : MailText.plain(part.content(), part.charset());
    }

    static boolean isFile(MimePart part) {
        String type = part.type().value();
        boolean readable = type.equals("text/plain") || type.equals("text/html") || type.isEmpty();
        // A multipart without a usable boundary has no parts; its text is shown rather than lost.
        boolean broken = type.startsWith("multipart/");
        return !part.isMultipart() && !broken && !WRAPPING.contains(type) && (part.isAttachment() || !readable);
    }
}
