package org.chosei.conversation;

import org.chosei.mail.ArrivedMail;
import org.chosei.mail.Claim;
import org.springframework.stereotype.Component;

/** Takes mails that were sent to a reply address. */
@Component
class ReplyByToken implements Claim {
    private final ReplyTokens tokens;
    private final SignedSender senders;

    ReplyByToken(ReplyTokens tokens, SignedSender senders) {
        this.tokens = tokens;
        this.senders = senders;
    }

    @Override
    public Order order() {
        return Order.REPLY_TOKEN;
    }

    @Override
    public Answer consider(ArrivedMail mail) {
        return tokens.find(mail.envelope().recipients())
                .<Answer>map(target ->
                        senders.file(mail, new ThreadId(target.thread()), target.caseId(), target.organisation(), true))
                .orElseGet(Answer.NotMine::new);
    }
}
