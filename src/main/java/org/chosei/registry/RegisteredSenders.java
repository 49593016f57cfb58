package org.chosei.registry;

import java.util.List;
import java.util.Optional;
import org.chosei.crypto.Certificate;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.KnownSenders;
import org.springframework.stereotype.Component;

/** Tells the mail room whom addresses and keys belong to. */
@Component
class RegisteredSenders implements KnownSenders {
    private final ContactPoints contacts;
    private final ContactKeys keys;

    RegisteredSenders(ContactPoints contacts, ContactKeys keys) {
        this.contacts = contacts;
        this.keys = keys;
    }

    @Override
    public Optional<OrganisationId> ownerOf(String address) {
        return contacts.ownerOf(address);
    }

    @Override
    public List<Certificate> certificates(OrganisationId organisation) {
        return keys.certificates(organisation);
    }

    @Override
    public List<OrganisationId> ownersOfKey(String keyId) {
        return keys.ownersOf(keyId);
    }
}
