package org.chosei.desk.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.kernel.JapaneseText;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.ArrivedMail.Content;
import org.chosei.mail.IncomingMails;
import org.chosei.mail.MailTraits;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.Mailbox;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An arrived mail as its page shows it. */
@Component
public class MailPages {
    /** So much of a subject stands in the heading, in code points. */
    private static final int HEADING = 300;

    private final IncomingMails mails;
    private final MailSenders senders;
    private final MailThreads threads;
    private final MailOutcomes outcomes;

    MailPages(IncomingMails mails, MailSenders senders, MailThreads threads, MailOutcomes outcomes) {
        this.outcomes = outcomes;
        this.mails = mails;
        this.senders = senders;
        this.threads = threads;
    }

    /**
     * A mail as it can be read.
     *
     * @param protection a message key: whether it came encrypted, or why it cannot be read
     * @param readable whether there is content that can be filed
     * @param partial whether parts of the mail stood outside of that content
     * @param detail what goes with the reason why it lies here
     * @param remark what the person wrote who settled it; empty while nobody did
     */
    public record Shown(
            IncomingMails.Facts facts,
            String from,
            String subject,
            String text,
            List<String> files,
            String protection,
            boolean readable,
            boolean partial,
            MailSenders.@Nullable Proof proof,
            String detail,
            String remark,
            Beside beside) {

        /** What people call it. */
        public String reference() {
            return IncomingMails.reference(facts.id());
        }

        /** The subject, or the beginning of a very long one, so that what is said of the mail stays in sight. */
        public String heading() {
            return isCut() ? subject.substring(0, subject.offsetByCodePoints(0, HEADING)) + "…" : subject;
        }

        /** Whether the heading is a part of the subject only. */
        public boolean isCut() {
            return JapaneseText.codePoints(subject) > HEADING;
        }
    }

    /**
     * What else is known of it: how it is written, what goes with it, whether it was answered, where it may belong.
     *
     * @param traits without the one that the note says already
     * @param place where a person filed it; null while nobody did
     */
    public record Beside(
            Set<MailTraits.Trait> traits,
            List<UUID> otherHalves,
            boolean answered,
            List<MailThreads.Thread> threads,
            MailOutcomes.@Nullable Place place) {}

    Shown shown(IncomingMails.Facts facts, Locale locale) {
        Optional<ArrivedMail> mail = mails.look(facts.id());
        Optional<IncomingMail> read = mail.map(MailPages::content);
        MailSenders.Proof proof = senders.of(facts.id(), locale).orElse(null);
        return new Shown(
                facts,
                visible(mail.flatMap(each -> each.outer().from())
                        .map(MailPages::shown)
                        .orElse("")),
                visible(read.map(IncomingMail::subject)
                        .filter(subject -> !subject.isBlank())
                        .or(() -> mail.map(each -> each.outer().subject()))
                        .orElse("")),
                visible(read.map(each -> each.text().text()).orElse("")),
                read.map(MailPages::files).orElse(List.of()),
                mail.map(MailPages::protection).orElse("desk.mail-unparseable"),
                mail.filter(each -> each.content() instanceof Content.Readable).isPresent(),
                mail.filter(each -> each.content() instanceof Content.Readable readable && readable.partial())
                        .isPresent(),
                proof,
                words(facts.detail()),
                words(facts.remark()),
                beside(facts, locale));
    }

    private Beside beside(IncomingMails.Facts facts, Locale locale) {
        UUID mail = facts.id();
        return new Beside(
                mails.traits(mail).stream()
                        .filter(each -> !("mail.desk." + each.name().toLowerCase(Locale.ROOT)).equals(facts.note()))
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                mails.otherHalves(mail),
                mails.isAnswered(mail),
                threads.of(mail, locale),
                outcomes.place(facts, locale).orElse(null));
    }

    private static IncomingMail content(ArrivedMail mail) {
        return switch (mail.content()) {
            case Content.Readable readable -> readable.mail();
            case Content.Unreadable _ -> mail.outer();
        };
    }

    private static String protection(ArrivedMail mail) {
        return switch (mail.content()) {
            case Content.Readable readable ->
                switch (readable.encryption()) {
                    case NONE -> "desk.not-encrypted";
                    case AUTHENTICATED -> "desk.encrypted";
                    case MALLEABLE -> "desk.encrypted-malleable";
                };
            case Content.Unreadable unreadable -> unreadable.reason();
        };
    }

    private static List<String> files(IncomingMail mail) {
        return mail.attachments().stream().map(file -> visible(file.name())).toList();
    }

    private static String shown(Mailbox from) {
        return from.display().isBlank() ? from.address() : from.display() + " <" + from.address() + ">";
    }

    private String words(@Nullable SealedId sealed) {
        return sealed == null ? "" : visible(mails.words(sealed));
    }

    private static String visible(String text) {
        return JapaneseText.withVisibleBidi(text);
    }
}
