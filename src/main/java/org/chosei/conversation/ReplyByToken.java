package org.chosei.conversation;

import org.chosei.mail.ArrivedMail;
import org.chosei.mail.Claim;
import org.springframework.stereotype.Component;

/** Takes mails that were sent to a reply address. */
@Component
class ReplyByToken implements Claim {
    private final ReplyTokens tokens;
    private final SignedSender senders;
    private final CaseTags tags;
    private final MailSuggestions suggestions;

    ReplyByToken(ReplyTokens tokens, SignedSender senders, CaseTags tags, MailSuggestions suggestions) {
        this.suggestions = suggestions;
        this.tokens = tokens;
        this.senders = senders;
        this.tags = tags;
    }

    @Override
    public Order order() {
        return Order.REPLY_TOKEN;
    }

    @Override
    public Answer consider(ArrivedMail mail) {
        return tokens.find(mail.envelope().recipients())
                .<Answer>map(target -> answer(mail, target))
                .orElseGet(Answer.NotMine::new);
    }

    /**
     * Who answers an old mail to write about something new keeps its address: where the subject names another case, a person
     * decides.
     */
    private Answer answer(ArrivedMail mail, ReplyTokens.Target target) {
        CaseTags.Named named = tags.in(mail);
        ThreadId thread = new ThreadId(target.thread());
        Answer answer = named.contradict(target.caseId())
                ? new Answer.ForTheDesk("conversation.desk.wrong-tag", named.words())
                : senders.fileByToken(mail, target);
        return suggestions.remembered(mail.id(), thread, MailFiling.Reason.TOKEN, answer);
    }
}
