package org.chosei.registry.keys;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Ledger;
import org.chosei.mail.ClearTemplate;
import org.chosei.registry.KeyProved;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.keys.UploadedKey.Challenge;
import org.chosei.registry.keys.UploadedKey.Method;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Proves keys: by whoever can decrypt with them, and a partner's by a call as well. */
@Component
@Transactional
public class KeyProofs {
    private static final Duration CHALLENGE_VALID = Duration.ofHours(24);
    private static final int TRIES = 5;

    private final KeyStore keys;
    private final ChallengeStore store;
    private final ChallengeMessages messages;
    private final KeyComparisons comparisons;
    private final KeyLetters letters;
    private final Organisations organisations;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    KeyProofs(
            KeyStore keys,
            ChallengeStore store,
            ChallengeMessages messages,
            KeyComparisons comparisons,
            KeyLetters letters,
            Organisations organisations,
            Ledger ledger,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.keys = keys;
        this.store = store;
        this.messages = messages;
        this.comparisons = comparisons;
        this.letters = letters;
        this.organisations = organisations;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    /** A new challenge; the one before is worth nothing from now on. */
    public void challenge(UUID id) {
        UploadedKey key = unproved(id);
        Instant now = clock.instant();
        ChallengeCode code = ChallengeCode.random();
        store.add(key, code.hash(), messages.encrypted(key.certificate(), code, now), now.plus(CHALLENGE_VALID));
        ledger.append(KeyRules.about("key.challenged", key.organisation(), key.certificate()));
    }

    /** The challenge that holds now, as a file. */
    public ChallengeFile file(UUID id) {
        UploadedKey key = unproved(id);
        return ChallengeFile.of(key.certificate(), challengeOf(key).message());
    }

    /** The same as a mail message, which mail programs open and decrypt. */
    public ChallengeFile mail(UUID id) {
        UploadedKey key = unproved(id);
        return ChallengeFile.mail(key.certificate(), challengeOf(key).message());
    }

    private Challenge challengeOf(UploadedKey key) {
        Challenge challenge = key.challenge();
        if (challenge == null || !challenge.holdsAt(clock.instant())) {
            throw new Refusal.WrongState("challenge-expired");
        }
        return challenge;
    }

    /** Proves the key by the code that the newest challenge held. A wrong code counts, though it is refused. */
    @Transactional(noRollbackFor = Refusal.Invalid.class)
    public void prove(UUID id, String code) {
        UploadedKey key = unproved(id);
        Challenge challenge = challengeOf(key);
        if (store.lockMisses(challenge) >= TRIES) {
            throw new Refusal.WrongState("challenge-tries");
        }
        if (!ChallengeCode.matches(code, challenge.codeHash())) {
            store.addMiss(key, challenge);
            ledger.append(KeyRules.about("key.wrong-code", key.organisation(), key.certificate()));
            throw new Refusal.Invalid("code-" + id, "challenge-wrong");
        }
        keep(key, Method.CHALLENGE);
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
        comparisons.compare(id, fingerprint, note);
        keep(key, Method.CALL_BACK);
    }

    private void keep(UploadedKey key, Method method) {
        if (!store.prove(key, method)) {
            throw new Refusal.WrongState("key-proved");
        }
        ledger.append(KeyRules.about("key.proved", key.organisation(), key.certificate())
                .about("method", method));
        letters.tell(key.organisation(), key.certificate(), ClearTemplate.KEY_PROVED);
        events.publishEvent(new KeyProved(key.organisation()));
    }

    private UploadedKey unproved(UUID id) {
        UploadedKey key = keys.find(id).orElseThrow(Refusal.NotFound::new);
        if (key.proof() != null) {
            throw new Refusal.WrongState("key-proved");
        }
        return key;
    }
}
