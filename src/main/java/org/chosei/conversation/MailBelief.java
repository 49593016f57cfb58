package org.chosei.conversation;

/** What this installation lets a mail into a thread for, besides the signature of a proved key; the operator decides. */
@FunctionalInterface
public interface MailBelief {
    /**
     * Whether an unsigned mail is filed that comes to a thread's reply address, from a registered address of exactly that
     * vendor, whose domain is proved (DKIM, aligned as DMARC means it) and signed the reply address too.
     */
    boolean domainWithToken();
}
