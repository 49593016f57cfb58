package org.chosei.crypto;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.bcpg.sig.PreferredAEADCiphersuites;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.chosei.crypto.KeyFitness.CannotEncrypt;
import org.chosei.crypto.KeyFitness.Fit;
import org.jspecify.annotations.Nullable;

/** A certificate judged at an instant: the one place that says what its keys are good for. */
final class CheckedCertificate {
    /** How far another computer's clock may run ahead of ours. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private static final int ENCRYPTS = KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE;

    private static final PreferredAEADCiphersuites.Combination AES_256_OCB =
            new PreferredAEADCiphersuites.Combination(SymmetricKeyAlgorithmTags.AES_256, AEADAlgorithmTags.OCB);

    private final PGPPublicKeyRing ring;
    private final PGPPublicKey primary;
    private final AsOf at;
    private final SelfSignatures owner;

    private CheckedCertificate(PGPPublicKeyRing ring, AsOf at) {
        this.ring = ring;
        this.primary = ring.getPublicKey();
        this.at = at;
        this.owner = new SelfSignatures(primary, at);
    }

    static CheckedCertificate of(OpenPgpKey key, Instant at) {
        return of(key, new AsOf(at));
    }

    /** The same, to be asked afterwards for how long the judgement holds. */
    static CheckedCertificate of(OpenPgpKey key, AsOf at) {
        return new CheckedCertificate(key.ring(), at);
    }

    String fingerprint() {
        return Names.fingerprint(primary);
    }

    List<String> userIds() {
        return owner.userIds();
    }

    @Nullable
    Instant expiresAt() {
        return owner.decidingPrimary()
                .map(signature -> expiry(primary, signature))
                .orElse(null);
    }

    /** Whether the owner says that its programs read SEIPD version 2 with AES-256 in OCB mode. */
    boolean readsAead() {
        return owner.decidingPrimary()
                .map(PGPSignature::getHashedSubPackets)
                .filter(says -> says.getFeatures() != null && says.getFeatures().supportsSEIPDv2())
                .map(PGPSignatureSubpacketVector::getPreferredAEADCiphersuites)
                .filter(suites -> suites.isSupported(AES_256_OCB))
                .isPresent();
    }

    @Nullable
    PGPPublicKey key(long keyId) {
        return ring.getPublicKey(keyId);
    }

    KeyFitness fitness() {
        return switch (primaryUse()) {
            case KeyUse.Expired(var end) -> new KeyFitness.Expired(end);
            case KeyUse.Revoked() -> new KeyFitness.Revoked();
            case KeyUse.Weak(var weakness) -> new KeyFitness.Weak(weakness);
            case KeyUse.Usable primaryUse -> encryptionFitness(primaryUse);
        };
    }

    /** The newest usable key for encryption; if there is none, why the newest candidate is not. */
    private KeyFitness encryptionFitness(KeyUse.Usable primaryUse) {
        KeyFitness refusal = new CannotEncrypt();
        var newestFirst = SelfSignatures.stream(ring.getPublicKeys())
                .filter(PGPPublicKey::isEncryptionKey)
                .sorted(Comparator.comparing(PGPPublicKey::getCreationTime).reversed())
                .toList();
        for (var key : newestFirst) {
            switch (key.isMasterKey() ? primaryUse : subkeyUse(key)) {
                case KeyUse.Usable(var flags, var end) -> {
                    if ((flags & ENCRYPTS) != 0) {
                        return new Fit(Names.fingerprint(key), earlier(end, primaryUse.expiresAt()));
                    }
                }
                case KeyUse.Expired(var end) -> refusal = first(refusal, new KeyFitness.Expired(end));
                case KeyUse.Revoked() -> refusal = first(refusal, new KeyFitness.Revoked());
                case KeyUse.Weak(var weakness) -> refusal = first(refusal, new KeyFitness.Weak(weakness));
            }
        }
        return refusal;
    }

    private static KeyFitness first(KeyFitness known, KeyFitness next) {
        return known instanceof CannotEncrypt ? next : known;
    }

    /** What this key of the certificate may be used for: where the primary fails, every subkey fails. */
    KeyUse use(PGPPublicKey key) {
        var primaryUse = primaryUse();
        return key.isMasterKey() || !(primaryUse instanceof KeyUse.Usable) ? primaryUse : subkeyUse(key);
    }

    private KeyUse primaryUse() {
        return owner.revokePrimary() ? new KeyUse.Revoked() : use(primary, owner.decidingPrimary());
    }

    private KeyUse subkeyUse(PGPPublicKey subkey) {
        return owner.revoke(subkey) ? new KeyUse.Revoked() : use(subkey, owner.binding(subkey));
    }

    private KeyUse use(PGPPublicKey key, Optional<PGPSignature> deciding) {
        var weakness = Algorithms.weakness(key);
        if (weakness.isPresent()) {
            return new KeyUse.Weak(weakness.get());
        }
        if (isFuture(key.getCreationTime(), at)) {
            return new KeyUse.Weak(KeyWeakness.NOT_YET_VALID);
        }
        if (deciding.isEmpty()) {
            return new KeyUse.Weak(owner.sawWeakHash() ? KeyWeakness.SHA1 : KeyWeakness.NOT_SELF_SIGNED);
        }
        var end = expiry(key, deciding.get());
        return end != null && at.reached(end)
                ? new KeyUse.Expired(end)
                : new KeyUse.Usable(flags(key, deciding.get()), end);
    }

    /** Without flags (keys of the nineties) a key may do what its algorithm can. */
    private static int flags(PGPPublicKey key, PGPSignature deciding) {
        var flags = deciding.getHashedSubPackets().getKeyFlags();
        if (flags != 0) {
            return flags;
        }
        return (key.isEncryptionKey() ? ENCRYPTS : 0) | (key.isMasterKey() ? KeyFlags.SIGN_DATA : 0);
    }

    private static @Nullable Instant expiry(PGPPublicKey key, PGPSignature deciding) {
        var seconds = deciding.getHashedSubPackets().getKeyExpirationTime();
        return seconds == 0 ? null : key.getCreationTime().toInstant().plusSeconds(seconds);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** Whether this time of another computer's clock lies further ahead than clocks differ. */
    static boolean isFuture(Date time, AsOf at) {
        return !at.reached(time.toInstant().minus(CLOCK_SKEW));
    }
}
