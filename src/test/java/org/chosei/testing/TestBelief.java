package org.chosei.testing;

import org.chosei.conversation.MailBelief;

/** What the operator lets mails in for, changed while the server runs. */
public final class TestBelief implements MailBelief {
    private volatile boolean domains;

    /** As the setting {@code mail.believe-domains} says. */
    public void believeDomains(boolean domains) {
        this.domains = domains;
    }

    @Override
    public boolean domainWithToken() {
        return domains;
    }
}
