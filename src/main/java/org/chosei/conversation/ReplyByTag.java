package org.chosei.conversation;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chosei.cases.CaseNumbering;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.Claim;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.registry.ContactPoints;
import org.springframework.stereotype.Component;

/** Takes mails whose subject, inside or outside the encryption, names a case in any script width. */
@Component
class ReplyByTag implements Claim {
    private final Cases cases;
    private final ContactPoints contacts;
    private final Threads threads;
    private final SignedSender senders;
    private final Pattern number;

    ReplyByTag(Cases cases, ContactPoints contacts, Threads threads, SignedSender senders, CaseNumbering numbering) {
        this.cases = cases;
        this.contacts = contacts;
        this.threads = threads;
        this.senders = senders;
        this.number =
                Pattern.compile(Pattern.quote(numbering.prefix()) + "-[0-9]{4}-[0-9]{5,9}", Pattern.CASE_INSENSITIVE);
    }

    @Override
    public Order order() {
        return Order.CASE_TAG;
    }

    @Override
    public Answer consider(ArrivedMail mail) {
        if (mail.outer().automatic()) {
            // a returned mail quotes our subject; it is no answer of a person
            return new Answer.NotMine();
        }
        Optional<String> tag = Stream.concat(inner(mail), Stream.of(mail.outer().subject()))
                .flatMap(subject -> number.matcher(JapaneseText.folded(subject)).results())
                .map(match -> match.group())
                .findFirst();
        return tag.<Answer>map(found -> considerTagged(mail, found)).orElseGet(Answer.NotMine::new);
    }

    private Answer considerTagged(ArrivedMail mail, String tag) {
        Optional<CoordinatedCase> named = cases.byNumber(tag);
        Optional<OrganisationId> sender = mail.outer().from().flatMap(from -> contacts.ownerOf(from.address()));
        if (named.isEmpty()) {
            return new Answer.ForTheDesk("conversation.desk.unknown-tag", null);
        }
        return sender.flatMap(organisation -> threads.of(named.get().id(), organisation)
                        .<Answer>map(thread ->
                                senders.file(mail, thread, named.get().id(), organisation, !inTheOpen(mail, tag))))
                .orElseGet(() -> new Answer.ForTheDesk("conversation.desk.not-in-case", null));
    }

    /**
     * Words that anybody could have collected, under a subject that anybody could have written: unless the words themselves
     * name the case, nothing says that they were signed for it.
     */
    private boolean inTheOpen(ArrivedMail mail, String tag) {
        return mail.content() instanceof ArrivedMail.Content.Readable readable
                && !readable.encrypted()
                && number.matcher(JapaneseText.folded(readable.mail().text().text()))
                        .results()
                        .noneMatch(match -> match.group().equals(tag));
    }

    private static Stream<String> inner(ArrivedMail mail) {
        return switch (mail.content()) {
            case ArrivedMail.Content.Readable readable ->
                Stream.of(readable.mail()).map(IncomingMail::subject);
            case ArrivedMail.Content.Unreadable _ -> Stream.empty();
        };
    }
}
