package org.chosei.conversation;

import org.chosei.cases.numbers.AliasAdded;
import org.chosei.mail.RegisteredMailsAgain;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What was mailed under a number before anybody noted which case has it is looked at again. */
@Component
class MailsOfKnownNumbers {
    private final RegisteredMailsAgain mails;

    MailsOfKnownNumbers(RegisteredMailsAgain mails) {
        this.mails = mails;
    }

    @EventListener
    void on(AliasAdded added) {
        mails.stage(added.caseId().value());
    }
}
