package org.chosei.conversation;

import java.util.Optional;
import org.chosei.crypto.SignatureFinding;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.reading.Mailbox;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.ContactPoints;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Says whose domain vouches for an unsigned mail, where the operator allows that as enough. The domain's signature must cover the
 * recipients, or whoever was sent one of the vendor's mails and copied a reply address could send that mail on to it.
 */
@Component
class DomainSender {
    private final ObjectProvider<MailBelief> belief;
    private final ContactPoints contacts;
    private final ContactKeys keys;
    private final ReplyTokens tokens;

    DomainSender(ObjectProvider<MailBelief> belief, ContactPoints contacts, ContactKeys keys, ReplyTokens tokens) {
        this.tokens = tokens;
        this.belief = belief;
        this.contacts = contacts;
        this.keys = keys;
    }

    /** The proved domain of a mail that the thread's vendor sent from a registered address to its reply address, and nobody signed. */
    Optional<String> vouching(ArrivedMail mail, ReplyTokens.Target thread) {
        OrganisationId sender = thread.organisation();
        MailBelief allowed = belief.getIfAvailable(() -> () -> false);
        if (!allowed.domainWithToken()
                || !mail.isDomainProved()
                || !mail.recipientsSigned()
                || mail.outer().automatic()
                || !(mail.content().signedBy(keys.certificates(sender), mail.arrivedAt())
                        instanceof SignatureFinding.None)
                || !isShown(mail, thread)) {
            return Optional.empty();
        }
        return mail.outer()
                .from()
                .map(Mailbox::address)
                .filter(from -> contacts.ownerOf(from).filter(sender::equals).isPresent())
                .map(from -> from.substring(from.lastIndexOf('@') + 1));
    }

    /** Whether the reply address stands where its sender signed it, and not only on the envelope. */
    private boolean isShown(ArrivedMail mail, ReplyTokens.Target thread) {
        return tokens.find(mail.outer().to().stream().map(Mailbox::address).toList())
                .filter(thread::equals)
                .isPresent();
    }
}
