package org.chosei.conversation;

import java.util.List;
import java.util.Optional;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.Claim;
import org.chosei.registry.ContactPoints;
import org.springframework.stereotype.Component;

/** Takes mails whose subject, inside or outside the encryption, names a case in any script width. */
@Component
class ReplyByTag implements Claim {
    private final ContactPoints contacts;
    private final Threads threads;
    private final SignedSender senders;
    private final CaseTags tags;
    private final MailSuggestions suggestions;

    ReplyByTag(
            ContactPoints contacts, Threads threads, SignedSender senders, CaseTags tags, MailSuggestions suggestions) {
        this.suggestions = suggestions;
        this.contacts = contacts;
        this.threads = threads;
        this.senders = senders;
        this.tags = tags;
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
        CaseTags.Named named = tags.in(mail);
        if (named.cases().isEmpty()) {
            return named.own() ? new Answer.ForTheDesk("conversation.desk.unknown-tag", null) : new Answer.NotMine();
        }
        return considerTagged(mail, named);
    }

    private Answer considerTagged(ArrivedMail mail, CaseTags.Named named) {
        Optional<OrganisationId> sender = mail.outer().from().flatMap(from -> contacts.ownerOf(from.address()));
        List<CaseId> taking = sender.map(organisation -> named.cases().stream()
                        .filter(each -> threads.of(each, organisation).isPresent())
                        .toList())
                .orElse(List.of());
        if (taking.size() > 1) {
            Answer several = new Answer.ForTheDesk("conversation.desk.several-tags", named.words());
            taking.forEach(each -> remembered(mail, each, sender.orElseThrow(), several));
            return several;
        }
        if (taking.isEmpty()) {
            return named.own() ? outsider(mail, named) : new Answer.NotMine();
        }
        CaseId of = taking.getFirst();
        OrganisationId organisation = sender.orElseThrow();
        ThreadId thread = threads.of(of, organisation).orElseThrow();
        return remembered(
                mail, of, organisation, senders.fileByTag(mail, thread, of, organisation, tags.isSignedFor(mail, of)));
    }

    /** It is from nobody who takes part, but somebody who does may have signed it. */
    private Answer outsider(ArrivedMail mail, CaseTags.Named named) {
        Answer answer = new Answer.ForTheDesk("conversation.desk.not-in-case", null);
        for (OrganisationId signer : senders.provedBy(mail)) {
            for (CaseId each : named.cases()) {
                if (senders.takesPart(each, signer) && threads.of(each, signer).isPresent()) {
                    answer = remembered(
                            mail, each, signer, new Answer.ForTheDesk("conversation.desk.other-address", null));
                }
            }
        }
        return answer;
    }

    private Answer remembered(ArrivedMail mail, CaseId of, OrganisationId organisation, Answer answer) {
        ThreadId thread = threads.of(of, organisation).orElseThrow();
        return suggestions.remembered(mail.id(), thread, MailFiling.Reason.TAG, answer);
    }
}
