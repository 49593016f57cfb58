package org.chosei.registry;

import org.chosei.mail.MailsAgain;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What an organisation mailed before it had proved its key is looked at again. */
@Component
class MailsOfProvedKeys {
    private final MailsAgain mails;

    MailsOfProvedKeys(MailsAgain mails) {
        this.mails = mails;
    }

    @EventListener
    void on(KeyProved proved) {
        mails.stage(proved.organisation());
    }
}
