package org.chosei.desk.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.SignatureFinding;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.ArrivedMail.Content;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisations;
import org.springframework.stereotype.Component;

/** What is proved of an arrived mail's sender and what is not, each fact on its own. */
@Component
class MailSenders {
    private final ContactPoints contacts;
    private final ContactKeys keys;
    private final Organisations organisations;

    MailSenders(ContactPoints contacts, ContactKeys keys, Organisations organisations) {
        this.contacts = contacts;
        this.keys = keys;
        this.organisations = organisations;
    }

    /**
     * The facts.
     *
     * @param registeredBy whose registered address it says it is from; empty for nobody's
     * @param signature a message key: what its signature proves of that organisation
     */
    public record Proof(String registeredBy, String signature) {}

    Proof of(ArrivedMail mail, Locale locale) {
        Optional<OrganisationId> owner = mail.outer().from().flatMap(from -> contacts.ownerOf(from.address()));
        List<OpenPgpKey> candidates = owner.map(keys::certificates).orElse(List.of());
        return new Proof(
                owner.flatMap(organisations::find).map(it -> it.name(locale)).orElse(""), signature(mail, candidates));
    }

    private static String signature(ArrivedMail mail, List<OpenPgpKey> candidates) {
        if (mail.content() instanceof Content.Unreadable) {
            return "desk.signature.unreadable";
        }
        return switch (mail.content().signedBy(candidates, mail.arrivedAt())) {
            case SignatureFinding.Good _ -> "desk.signature.good";
            case SignatureFinding.None _ -> "desk.signature.none";
            case SignatureFinding.UnknownKey _ -> "desk.signature.unknown";
            case SignatureFinding.Bad _ -> "desk.signature.bad";
            case SignatureFinding.KeyExpired _ -> "desk.signature.expired";
            case SignatureFinding.KeyRevoked _ -> "desk.signature.revoked";
            case SignatureFinding.TooWeak _ -> "desk.signature.weak";
        };
    }
}
