package org.chosei.conversation;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.chosei.cases.CoordinatedCase;
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

    /** Encrypted once and addressed to each vendor; where the answers go is known only when it is staged. */
    record Ready(Prepared body, List<Wrapped> wrapped) {}

    /**
     * What is written.
     *
     * @param files go along
     * @param more there are files besides; the mail says where
     * @param edited these words take the place of earlier ones
     */
    record Words(String text, List<Small> files, boolean more, boolean edited) {}

    /** One letter for each language that these vendors read; all of them have a key. */
    List<Ready> write(ThreadKind kind, List<Addressee> to, Words said) {
        return to.stream().collect(Collectors.groupingBy(each -> each.team().language())).entrySet().stream()
                .map(each -> write(kind, each.getKey(), each.getValue(), said))
                .toList();
    }

    private Ready write(ThreadKind kind, Locale language, List<Addressee> to, Words said) {
        CoordinatedCase of = to.getFirst().of();
        String label = of.tlp().label();
        String outer = MimeWriter.outerSubject(of.tlp(), of.number());
        String where = words.text(
                language,
                said.more() ? "conversation.mail.where-files" : "conversation.mail.where",
                site.address("/our-cases/" + of.id()));
        // words that several read are the same for all of them: there the own number stands outside
        String own = kind.isShared() ? "" : to.getFirst().own();
        String mine = own.isEmpty() ? "" : words.text(language, "conversation.mail.own", own) + "\n";
        String shared = kind.isShared() ? words.text(language, "conversation.mail.shared." + kind.key()) + "\n" : "";
        String lead = said.edited() ? words.text(language, "conversation.mail.edited") + "\n\n" : "";
        String body = label + "\n\n" + lead
                + JapaneseText.withoutControls(said.text()).strip() + "\n\n-- \n" + shared + mine + where + "\n" + label
                + "\n";
        Prepared prepared = letters.prepare(
                outer,
                outer + " " + words.text(language, "conversation.mail.subject", site.name(language))
                        + (own.isEmpty() ? "" : " [" + own + "]"),
                body,
                said.files().stream().map(ReplyLetter::attachment).toList());
        return new Ready(
                prepared,
                letters.address(
                        prepared, to.stream().map(ReplyLetter::recipient).toList()));
    }

    private static Recipient recipient(Addressee to) {
        return new Recipient(
                to.vendor(),
                to.team().email(),
                "",
                Objects.requireNonNull(to.key()).certificate().toBytes(),
                to.team().charset());
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
