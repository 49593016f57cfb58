package org.chosei.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.Claim;
import org.chosei.mail.Deliveries;
import org.chosei.mail.Deliveries.Answered;
import org.springframework.stereotype.Component;

/**
 * Takes mails that answer one of our own by its Message-ID, for senders whose program lost the reply address and the subject.
 * The header proves nothing: who may answer is the organisation that the mail went to.
 */
@Component
class ReplyByReference implements Claim {
    private final Deliveries deliveries;
    private final Threads threads;
    private final SignedSender senders;
    private final CaseTags tags;
    private final MailSuggestions suggestions;

    ReplyByReference(
            Deliveries deliveries, Threads threads, SignedSender senders, CaseTags tags, MailSuggestions suggestions) {
        this.suggestions = suggestions;
        this.deliveries = deliveries;
        this.threads = threads;
        this.senders = senders;
        this.tags = tags;
    }

    @Override
    public Order order() {
        return Order.REFERENCES;
    }

    @Override
    public Answer consider(ArrivedMail mail) {
        if (mail.outer().automatic()) {
            return new Answer.NotMine();
        }
        List<String> ids = new ArrayList<>(mail.outer().references());
        mail.outer().inReplyTo().ifPresent(ids::add);
        return deliveries
                .answered(ids)
                .<Answer>map(answered -> answer(mail, answered))
                .orElseGet(Answer.NotMine::new);
    }

    private Answer answer(ArrivedMail mail, Answered answered) {
        CaseTags.Named named = tags.in(mail);
        Optional<ThreadId> thread = threads.of(answered.caseId(), answered.organisation());
        if (thread.isEmpty()) {
            return new Answer.NotMine();
        }
        boolean encrypted = mail.content() instanceof ArrivedMail.Content.Readable readable && readable.encrypted();
        Answer answer = named.contradict(answered.caseId())
                ? new Answer.ForTheDesk("conversation.desk.wrong-tag", named.words())
                : senders.fileByReference(mail, thread.get(), answered, encrypted);
        return suggestions.remembered(mail.id(), thread.get(), MailFiling.Reason.REFERENCE, answer);
    }
}
