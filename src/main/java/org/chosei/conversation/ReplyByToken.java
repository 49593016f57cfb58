package org.chosei.conversation;

import java.util.List;
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
        List<ReplyTokens.Target> targets = tokens.all(mail.envelope().recipients());
        return switch (targets.size()) {
            case 0 -> new Answer.NotMine();
            case 1 -> answer(mail, targets.getFirst());
            default -> severalThreads(mail, targets);
        };
    }

    /** Words are said once and in one thread: in which, a person decides. */
    private Answer severalThreads(ArrivedMail mail, List<ReplyTokens.Target> targets) {
        Answer several = new Answer.ForTheDesk("conversation.desk.several-tokens", null);
        targets.forEach(target -> remembered(mail, target, several));
        return several;
    }

    /**
     * Who answers an old mail to write about something new keeps its address: where the subject names another case, a person
     * decides.
     */
    private Answer answer(ArrivedMail mail, ReplyTokens.Target target) {
        CaseTags.Named named = tags.in(mail);
        Answer answer = named.contradict(target.caseId())
                ? new Answer.ForTheDesk("conversation.desk.wrong-tag", named.words())
                : senders.fileByToken(mail, target);
        return remembered(mail, target, answer);
    }

    private Answer remembered(ArrivedMail mail, ReplyTokens.Target target, Answer answer) {
        return suggestions.remembered(mail.id(), new ThreadId(target.thread()), MailFiling.Reason.TOKEN, answer);
    }
}
