package org.chosei.mail;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Looks how a mail is written and keeps it. */
@Component
class MailHabits {
    private final MailTraitStore store;
    private final BounceStore ours;
    private final MailSettings settings;

    MailHabits(MailTraitStore store, BounceStore ours, MailSettings settings) {
        this.store = store;
        this.ours = ours;
        this.settings = settings;
    }

    Set<MailTraits.Trait> keep(ArrivedMail mail) {
        boolean ourId = mail.outer()
                .messageId()
                .filter(id -> !ours.known(List.of(id)).isEmpty())
                .isPresent();
        Set<MailTraits.Trait> traits = MailTraits.of(mail, ourId, settings.domain());
        store.keep(mail.id(), traits);
        return traits;
    }
}
