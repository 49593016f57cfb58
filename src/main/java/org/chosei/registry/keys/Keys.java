package org.chosei.registry.keys;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.KeyReading;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.ClearTemplate;
import org.chosei.registry.Contact;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.keys.KeyHistory.Why;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives keys to organisations, takes newer copies of them, and retires them. */
@Component
@Transactional
public class Keys {
    /** Every proved key is judged before each mail to anybody; nobody needs more. */
    private static final int IN_USE = 20;

    private final KeyStore store;
    private final KeyProofs proofs;
    private final KeyLetters letters;
    private final ContactPoints contacts;
    private final Ledger ledger;
    private final InstantSource clock;

    Keys(
            KeyStore store,
            KeyProofs proofs,
            KeyLetters letters,
            ContactPoints contacts,
            Ledger ledger,
            InstantSource clock) {
        this.letters = letters;
        this.store = store;
        this.proofs = proofs;
        this.contacts = contacts;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What became of an upload. */
    public enum Outcome {
        /** A new key; it waits for its proof. */
        ADDED,
        /** A newer copy of a key in use holds from now on; its proof stands. */
        REPLACED,
        /** A copy that its owner revoked holds from now on: nothing is encrypted to the key any more. */
        REVOKED
    }

    /** A key in use and how it came to be what it is. */
    public record Taken(UUID id, Outcome outcome) {}

    /** The keys in use, newest first. */
    public List<UploadedKey> of(OrganisationId organisation) {
        return store.of(organisation);
    }

    /** A key in use, if the acting scope may know it. */
    public UploadedKey get(UUID id) {
        return store.find(id).orElseThrow(Refusal.NotFound::new);
    }

    /**
     * Takes a certificate of either format. A new key gets its challenge at once; a copy of a key in use is joined with
     * it. What cannot be used is refused with the reason, but for a copy that its owner revoked: that one is kept in place
     * of the one we would go on to encrypt to.
     *
     * @param contact whose key it is; null when nobody is named
     */
    public Taken upload(OrganisationId organisation, byte[] uploaded, Contact.@Nullable Role contact) {
        store.lock(organisation);
        requireContact(organisation, contact);
        Certificate certificate = readable(Certificate.read(uploaded));
        List<UploadedKey> inUse = store.of(organisation);
        Optional<UploadedKey> known = inUse.stream()
                .filter(key -> key.certificate().identity().equals(certificate.identity()))
                .filter(key -> key.certificate().format() == certificate.format())
                .findFirst();
        if (known.isPresent()) {
            return replace(known.get(), certificate, contact);
        }
        KeyRules.require(certificate, KeyFitness.of(certificate, clock.instant()));
        if (inUse.size() >= IN_USE) {
            throw new Refusal.Invalid("armored", "key-too-many");
        }
        UUID id = Uuid7.at(clock.instant());
        store.add(id, organisation, certificate, contact);
        ledger.append(KeyRules.about("key.uploaded", organisation, certificate));
        letters.tell(organisation, certificate, ClearTemplate.KEY_ADDED);
        proofs.challenge(id);
        return new Taken(id, Outcome.ADDED);
    }

    private Taken replace(UploadedKey key, Certificate copy, Contact.@Nullable Role contact) {
        Certificate joined = readable(key.certificate().joined(copy));
        if (joined.equals(key.certificate())) {
            throw new Refusal.WrongState("key-known");
        }
        boolean revoked = KeyFitness.of(joined, clock.instant()) instanceof KeyFitness.Revoked;
        if (!revoked) {
            KeyRules.require(joined, KeyFitness.of(joined, clock.instant()));
        }
        store.replace(key, joined, revoked ? Why.REVOKED : Why.REPLACED);
        if (contact != null) {
            store.assign(key.id(), contact);
        }
        Entry entry = KeyRules.about(revoked ? "key.revoked" : "key.replaced", key.organisation(), joined);
        ledger.append(
                joined.fingerprint().equals(key.certificate().fingerprint())
                        ? entry
                        : entry.about("replaced", key.certificate().fingerprint()));
        letters.tell(key.organisation(), joined, revoked ? ClearTemplate.KEY_ENDED : ClearTemplate.KEY_ADDED);
        return new Taken(key.id(), revoked ? Outcome.REVOKED : Outcome.REPLACED);
    }

    private static Certificate readable(KeyReading reading) {
        return switch (reading) {
            case KeyReading.Readable(Certificate key) -> key;
            case KeyReading.Unreadable(KeyReading.Reason reason) ->
                throw new Refusal.Invalid("armored", "key-" + reason.code());
        };
    }

    /** Says whose key it is; null for nobody in particular. */
    public void assign(UUID id, Contact.@Nullable Role contact) {
        UploadedKey key = get(id);
        requireContact(key.organisation(), contact);
        store.assign(id, contact);
        Entry entry = KeyRules.about("key.assigned", key.organisation(), key.certificate());
        ledger.append(contact == null ? entry : entry.about("role", contact));
    }

    private void requireContact(OrganisationId organisation, Contact.@Nullable Role contact) {
        if (contact != null && contacts.find(organisation, contact).isEmpty()) {
            throw new Refusal.Invalid("contact", "key-contact-unknown");
        }
    }

    /**
     * Ends the use of a key: nothing is encrypted to it and nothing it signs is believed from now on.
     *
     * @param revoked whether its owner says that it must not be used by anybody; known anyhow of a revoked copy
     */
    public void retire(UUID id, boolean revoked) {
        UploadedKey key = get(id);
        Why why = revoked || key.fitness() instanceof KeyFitness.Revoked
                ? Why.REVOKED
                : key.fitness() instanceof KeyFitness.Expired ? Why.EXPIRED : Why.RETIRED;
        if (!store.retire(id, why)) {
            throw new Refusal.NotFound();
        }
        ledger.append(KeyRules.about("key.retired", key.organisation(), key.certificate())
                .about("why", why));
        letters.tell(key.organisation(), key.certificate(), ClearTemplate.KEY_ENDED);
    }
}
