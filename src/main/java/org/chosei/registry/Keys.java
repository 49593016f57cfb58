package org.chosei.registry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.crypto.EncryptedBody;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.KeyReading;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.OpenPgpMessages;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.OwnKeys;
import org.chosei.registry.UploadedKey.Challenge;
import org.chosei.registry.UploadedKey.Method;
import org.chosei.web.Messages;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives keys to organisations: uploaded, proved by whoever can decrypt with them, and retired. */
@Component
@Transactional
public class Keys {
    private static final Duration CHALLENGE_VALID = Duration.ofHours(24);
    private static final int TRIES = 5;
    /** Every proved key is judged before each mail to anybody; nobody needs more. */
    private static final int IN_USE = 20;

    private final KeyStore store;
    private final Organisations organisations;
    private final OwnKeys ownKeys;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final Messages messages;
    private final Site site;
    private final InstantSource clock;

    Keys(
            KeyStore store,
            Organisations organisations,
            OwnKeys ownKeys,
            Ledger ledger,
            ApplicationEventPublisher events,
            Messages messages,
            Site site,
            InstantSource clock) {
        this.store = store;
        this.organisations = organisations;
        this.ownKeys = ownKeys;
        this.ledger = ledger;
        this.events = events;
        this.messages = messages;
        this.site = site;
        this.clock = clock;
    }

    /** The keys in use, newest first. */
    public List<UploadedKey> of(OrganisationId organisation) {
        return store.of(organisation);
    }

    /**
     * Takes a certificate, armored or binary, and makes a challenge for it at once. What cannot be used is refused, but for
     * a key in use that its owner has revoked: that copy is kept in place of the one we would go on to encrypt to.
     */
    public UUID upload(OrganisationId organisation, byte[] armoredOrBinary) {
        OpenPgpKey certificate = read(armoredOrBinary);
        KeyFitness fitness = KeyFitness.of(certificate, clock.instant());
        if (fitness instanceof KeyFitness.Revoked) {
            Optional<UUID> known = store.replace(organisation, certificate);
            if (known.isPresent()) {
                ledger.append(about(Entry.ofInstallation("key.revoked"), organisation, certificate));
                return known.get();
            }
        }
        require(fitness);
        if (store.of(organisation).size() >= IN_USE) {
            throw new Refusal.Invalid("armored", "key-too-many");
        }
        UUID id = Uuid7.at(clock.instant());
        if (!store.add(id, organisation, certificate)) {
            throw new Refusal.WrongState("key-known");
        }
        ledger.append(about(Entry.ofInstallation("key.uploaded"), organisation, certificate));
        challenge(id);
        return id;
    }

    private static OpenPgpKey read(byte[] armoredOrBinary) {
        return switch (OpenPgpKey.read(armoredOrBinary)) {
            case KeyReading.Readable(OpenPgpKey key) -> key;
            case KeyReading.Readable(org.chosei.crypto.SmimeCertificate _) -> throw new IllegalStateException();
            case KeyReading.Unreadable(KeyReading.Reason reason) ->
                throw new Refusal.Invalid("armored", "key-" + reason.code());
        };
    }

    private static KeyFitness.Fit require(KeyFitness fitness) {
        return switch (fitness) {
            case KeyFitness.Fit fit -> fit;
            case KeyFitness.Expired _ -> throw new Refusal.Invalid("armored", "key-expired");
            case KeyFitness.Revoked _ -> throw new Refusal.Invalid("armored", "key-revoked");
            case KeyFitness.Weak weak ->
                throw new Refusal.Invalid("armored", "key-" + weak.weakness().code());
            case KeyFitness.CannotEncrypt _ -> throw new Refusal.Invalid("armored", "key-cannot-encrypt");
        };
    }

    /** A new challenge; the one before is worth nothing from now on. */
    public void challenge(UUID id) {
        UploadedKey key = unproved(id);
        Instant now = clock.instant();
        KeyFitness.Fit fit = require(KeyFitness.of(key.certificate(), now));
        ChallengeCode code = ChallengeCode.random();
        EncryptedBody body = OpenPgpMessages.encryptAndSign(
                words(code).getBytes(StandardCharsets.UTF_8), ownKeys.all().getFirst(), now);
        byte[] address = OpenPgpMessages.addressTo(body.sessionKey(), key.certificate(), fit);
        store.addChallenge(key, code.hash(), OpenPgpMessages.armor(address, body.packet()), now.plus(CHALLENGE_VALID));
        ledger.append(about(Entry.ofInstallation("key.challenged"), key.organisation(), key.certificate()));
    }

    private String words(ChallengeCode code) {
        return messages.text(Locale.JAPANESE, "registry.challenge-message", site.name(Locale.JAPANESE), code.value())
                + "\n\n"
                + messages.text(Locale.ENGLISH, "registry.challenge-message", site.name(Locale.ENGLISH), code.value())
                + "\n";
    }

    /** Proves the key by the code that the newest challenge held. A wrong code counts, though it is refused. */
    @Transactional(noRollbackFor = Refusal.Invalid.class)
    public void prove(UUID id, String code) {
        UploadedKey key = unproved(id);
        Challenge challenge = key.challenge();
        if (challenge == null || !clock.instant().isBefore(challenge.expiresAt())) {
            throw new Refusal.WrongState("challenge-expired");
        }
        if (store.lockMisses(challenge) >= TRIES) {
            throw new Refusal.WrongState("challenge-tries");
        }
        if (!ChallengeCode.matches(code, challenge.codeHash())) {
            store.addMiss(key, challenge);
            ledger.append(about(Entry.ofInstallation("key.wrong-code"), key.organisation(), key.certificate()));
            throw new Refusal.Invalid("code-" + id, "challenge-wrong");
        }
        keep(key, Method.CHALLENGE, null);
    }

    /** Proves a partner's key: staff called the partner and compared the fingerprint. */
    public void confirm(UUID id, String fingerprint, String note) {
        UploadedKey key = unproved(id);
        if (organisations
                .find(key.organisation())
                .filter(organisation -> organisation.kind() == Organisation.Kind.VENDOR)
                .isPresent()) {
            throw new Refusal.NotPermitted("key-vendor-proves");
        }
        String typed = fingerprint.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        if (!typed.equals(key.certificate().fingerprint())) {
            throw new Refusal.Invalid("fingerprint-" + id, "fingerprint-differs");
        }
        keep(key, Method.CALL_BACK, Words.requireReason("note-" + id, note));
    }

    private void keep(UploadedKey key, Method method, @Nullable String note) {
        if (!store.prove(key, method, note)) {
            throw new Refusal.WrongState("key-proved");
        }
        ledger.append(about(Entry.ofInstallation("key.proved"), key.organisation(), key.certificate())
                .about("method", method));
        events.publishEvent(new KeyProved(key.organisation()));
    }

    /** Ends the use of a key: nothing is encrypted to it and nothing it signs is believed from now on. */
    public void retire(UUID id) {
        UploadedKey key = get(id);
        if (!store.retire(id)) {
            throw new Refusal.NotFound();
        }
        ledger.append(about(Entry.ofInstallation("key.retired"), key.organisation(), key.certificate()));
    }

    /** A key in use, if the acting scope may know it. */
    public UploadedKey get(UUID id) {
        return store.find(id).orElseThrow(Refusal.NotFound::new);
    }

    private UploadedKey unproved(UUID id) {
        UploadedKey key = get(id);
        if (key.proof() != null) {
            throw new Refusal.WrongState("key-proved");
        }
        return key;
    }

    private static Entry about(Entry entry, OrganisationId organisation, OpenPgpKey key) {
        return entry.about("organisation", organisation).about("fingerprint", key.fingerprint());
    }
}
