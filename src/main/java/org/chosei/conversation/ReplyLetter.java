package org.chosei.conversation;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.chosei.conversation.files.Uploads.Small;
import org.chosei.kernel.JapaneseText;
import org.chosei.mail.Attachment;
import org.chosei.mail.EncryptedLetters;
import org.chosei.mail.EncryptedLetters.Prepared;
import org.chosei.mail.EncryptedLetters.Recipient;
import org.chosei.mail.EncryptedLetters.Wrapped;
import org.chosei.mail.MimeWriter;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/** The mail that carries a reply: its words and files, and where they are on the portal. */
@Component
class ReplyLetter {
    /** What most mail systems still take after encryption and armor; larger files are fetched from the portal. */
    static final long MAILED_BYTES = 10L * 1024 * 1024;

    private final EncryptedLetters letters;
    private final org.chosei.web.Messages words;
    private final Site site;

    ReplyLetter(EncryptedLetters letters, org.chosei.web.Messages words, Site site) {
        this.letters = letters;
        this.words = words;
        this.site = site;
    }

    /** Encrypted and addressed; where the answer goes is known only when it is staged. */
    record Ready(Prepared body, Wrapped wrapped) {}

    /** {@code files} go along; when there are {@code more} the mail says where those are. */
    Ready write(Addressee to, String text, List<Small> files, boolean more) {
        Locale language = to.team().language();
        String label = to.of().tlp().label();
        String outer = MimeWriter.outerSubject(to.of().tlp(), to.of().number());
        String where = words.text(
                language,
                more ? "conversation.mail.where-files" : "conversation.mail.where",
                site.address("/our-cases/" + to.of().id()));
        String body =
                label + "\n\n" + JapaneseText.withoutControls(text).strip() + "\n\n-- \n" + where + "\n" + label + "\n";
        Prepared prepared = letters.prepare(
                outer,
                outer + " " + words.text(language, "conversation.mail.subject", site.name(language)),
                body,
                files.stream().map(ReplyLetter::attachment).toList());
        Recipient recipient = new Recipient(
                to.vendor(),
                to.team().email(),
                "",
                Objects.requireNonNull(to.key()).certificate().toBytes());
        return new Ready(prepared, letters.address(prepared, List.of(recipient)).getFirst());
    }

    private static Attachment attachment(Small file) {
        String name = JapaneseText.withoutControls(file.name())
                .replaceAll("[\\r\\n\\t]", " ")
                .replaceAll("[/\\\\]", "_")
                .strip();
        String within = name.codePoints()
                .limit(100)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new Attachment(within.isBlank() ? "file" : within, "application/octet-stream", file.content());
    }
}
