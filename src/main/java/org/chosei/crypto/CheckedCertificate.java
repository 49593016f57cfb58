package org.chosei.crypto;

import static org.bouncycastle.openpgp.PGPSignature.CERTIFICATION_REVOCATION;
import static org.bouncycastle.openpgp.PGPSignature.DIRECT_KEY;
import static org.bouncycastle.openpgp.PGPSignature.KEY_REVOCATION;
import static org.bouncycastle.openpgp.PGPSignature.PRIMARYKEY_BINDING;
import static org.bouncycastle.openpgp.PGPSignature.SUBKEY_BINDING;
import static org.bouncycastle.openpgp.PGPSignature.SUBKEY_REVOCATION;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.chosei.crypto.KeyFitness.CannotEncrypt;
import org.chosei.crypto.KeyFitness.Fit;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its self-signatures verified at an instant: the one place that says what its keys are good for.
 * Only signatures that verify, over a strong hash, count for the owner; a revocation counts over any hash.
 */
final class CheckedCertificate {
    /** How far another computer's clock may run ahead of ours. */
    static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private static final int ENCRYPTS = KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE;
    private static final Comparator<PGPSignature> BY_AGE = Comparator.comparing(PGPSignature::getCreationTime);

    private final PGPPublicKeyRing ring;
    private final PGPPublicKey primary;
    private final Instant at;
    private boolean sawWeakHash;

    private CheckedCertificate(PGPPublicKeyRing ring, Instant at) {
        this.ring = ring;
        this.primary = ring.getPublicKey();
        this.at = at;
    }

    static CheckedCertificate of(OpenPgpKey key, Instant at) {
        return new CheckedCertificate(key.ring(), at);
    }

    String fingerprint() {
        return Names.fingerprint(primary);
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

    /** The newest usable key for encryption; if there is none, why the best candidate is not. */
    private KeyFitness encryptionFitness(KeyUse.Usable primaryUse) {
        KeyFitness refusal = new CannotEncrypt();
        var newestFirst = keys().sorted(
                        Comparator.comparing(PGPPublicKey::getCreationTime).reversed())
                .toList();
        for (var key : newestFirst) {
            if (!key.isEncryptionKey()) {
                continue;
            }
            var use = key.isMasterKey() ? primaryUse : subkeyUse(key);
            switch (use) {
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

    /** What this key of the certificate may be used for: the primary's own state comes first. */
    KeyUse use(PGPPublicKey key) {
        var primaryUse = primaryUse();
        if (key.isMasterKey() || !(primaryUse instanceof KeyUse.Usable(var ignored, var primaryEnd))) {
            return primaryUse;
        }
        var use = subkeyUse(key);
        return use instanceof KeyUse.Usable(var flags, var end)
                ? new KeyUse.Usable(flags, earlier(end, primaryEnd))
                : use;
    }

    private KeyUse primaryUse() {
        if (keySignatures(primary, KEY_REVOCATION).anyMatch(revocation -> verifies(revocation, primary))) {
            return new KeyUse.Revoked();
        }
        return use(primary, primaryBinding());
    }

    private KeyUse subkeyUse(PGPPublicKey subkey) {
        if (keySignatures(subkey, SUBKEY_REVOCATION).anyMatch(revocation -> verifies(revocation, primary, subkey))) {
            return new KeyUse.Revoked();
        }
        var binding = keySignatures(subkey, SUBKEY_BINDING)
                .filter(this::counts)
                .filter(signature -> verifies(signature, primary, subkey))
                .filter(signature -> !mayCertifyOrSign(signature) || isBoundBack(signature, subkey))
                .max(BY_AGE);
        return use(subkey, binding);
    }

    private KeyUse use(PGPPublicKey key, Optional<PGPSignature> binding) {
        var weakness = Algorithms.weakness(key);
        if (weakness.isPresent()) {
            return new KeyUse.Weak(weakness.get());
        }
        var created = key.getCreationTime().toInstant();
        if (created.isAfter(latest())) {
            return new KeyUse.Weak(KeyWeakness.NOT_YET_VALID);
        }
        if (binding.isEmpty()) {
            return new KeyUse.Weak(sawWeakHash ? KeyWeakness.SHA1 : KeyWeakness.NOT_SELF_SIGNED);
        }
        var end = expiry(key, binding.get());
        return end != null && !at.isBefore(end)
                ? new KeyUse.Expired(end)
                : new KeyUse.Usable(flags(key, binding.get()), end);
    }

    @Nullable
    Instant primaryExpiry() {
        return primaryBinding().map(binding -> expiry(primary, binding)).orElse(null);
    }

    /**
     * A direct-key signature speaks for the certificate, the newest signature over a user id otherwise. GnuPG also
     * makes direct-key signatures that only name a revoker: those carry no flags and decide nothing here.
     */
    private Optional<PGPSignature> primaryBinding() {
        var direct = keySignatures(primary, DIRECT_KEY)
                .filter(this::counts)
                .filter(signature -> verifies(signature, primary))
                .max(BY_AGE);
        var certification =
                rawUserIds().flatMap(id -> certification(id).stream()).max(BY_AGE);
        return direct.filter(signature -> signature.getHashedSubPackets().getKeyFlags() != 0 || certification.isEmpty())
                .or(() -> certification);
    }

    List<String> userIds() {
        return rawUserIds()
                .filter(id -> certification(id).isPresent())
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .toList();
    }

    /** The owner's newest signature over the user id, unless the owner took the user id back later. */
    private Optional<PGPSignature> certification(byte[] userId) {
        var all = new ArrayList<PGPSignature>();
        Iterator<PGPSignature> signatures = primary.getSignaturesForID(userId);
        if (signatures != null) {
            signatures.forEachRemaining(all::add);
        }
        var newest = all.stream()
                .filter(signature -> signature.isCertification() && counts(signature))
                .filter(signature -> verifies(signature, userId))
                .max(BY_AGE);
        return newest.filter(certification -> all.stream()
                .filter(signature -> signature.getSignatureType() == CERTIFICATION_REVOCATION)
                .filter(revocation -> !revocation.getCreationTime().before(certification.getCreationTime()))
                .noneMatch(revocation -> isOwn(revocation) && verifies(revocation, userId)));
    }

    private boolean counts(PGPSignature signature) {
        if (!isOwn(signature) || signature.getCreationTime().toInstant().isAfter(latest())) {
            return false;
        }
        if (!Algorithms.isStrongHash(signature.getHashAlgorithm())) {
            sawWeakHash = true;
            return false;
        }
        return signature.hasSubpackets() && !SignatureLife.isOver(signature, at);
    }

    private boolean isOwn(PGPSignature signature) {
        return signature.getKeyID() == primary.getKeyID();
    }

    /** A subkey that signs must itself agree to belong here (RFC 9580 §5.2.1.9), or anybody could adopt it. */
    private boolean isBoundBack(PGPSignature binding, PGPPublicKey subkey) {
        try {
            for (var embedded : binding.getHashedSubPackets().getEmbeddedSignatures()) {
                if (isBackSignature(embedded, subkey)) {
                    return true;
                }
            }
            for (var embedded : binding.getUnhashedSubPackets().getEmbeddedSignatures()) {
                if (isBackSignature(embedded, subkey)) {
                    return true;
                }
            }
            return false;
        } catch (PGPException e) {
            return false;
        }
    }

    private boolean isBackSignature(PGPSignature embedded, PGPPublicKey subkey) throws PGPException {
        if (embedded.getSignatureType() != PRIMARYKEY_BINDING
                || !Algorithms.isStrongHash(embedded.getHashAlgorithm())) {
            return false;
        }
        embedded.init(Algorithms.verifiers(), subkey);
        return embedded.verifyCertification(primary, subkey);
    }

    private boolean verifies(PGPSignature signature, PGPPublicKey key) {
        return verified(signature, () -> signature.verifyCertification(key));
    }

    private boolean verifies(PGPSignature signature, PGPPublicKey owner, PGPPublicKey subkey) {
        return verified(signature, () -> signature.verifyCertification(owner, subkey));
    }

    private boolean verifies(PGPSignature signature, byte[] userId) {
        return verified(signature, () -> signature.verifyCertification(userId, primary));
    }

    private boolean verified(PGPSignature signature, Verification verification) {
        try {
            signature.init(Algorithms.verifiers(), primary);
            return verification.holds();
        } catch (PGPException | RuntimeException e) {
            // a signature that cannot be computed proves nothing
            return false;
        }
    }

    private interface Verification {
        boolean holds() throws PGPException;
    }

    private Stream<PGPPublicKey> keys() {
        return stream(ring.getPublicKeys());
    }

    private Stream<byte[]> rawUserIds() {
        return stream(primary.getRawUserIDs());
    }

    private static Stream<PGPSignature> keySignatures(PGPPublicKey key, int type) {
        return stream(key.getKeySignatures()).filter(signature -> signature.getSignatureType() == type);
    }

    private static <T> Stream<T> stream(Iterator<T> iterator) {
        Iterable<T> once = () -> iterator;
        return StreamSupport.stream(once.spliterator(), false);
    }

    private Instant latest() {
        return at.isAfter(Instant.MAX.minus(CLOCK_SKEW)) ? at : at.plus(CLOCK_SKEW);
    }

    private static boolean mayCertifyOrSign(PGPSignature binding) {
        return (binding.getHashedSubPackets().getKeyFlags() & (KeyFlags.SIGN_DATA | KeyFlags.CERTIFY_OTHER)) != 0;
    }

    /** Without flags (keys of the nineties) a key may do what its algorithm can. */
    private static int flags(PGPPublicKey key, PGPSignature binding) {
        var flags = binding.getHashedSubPackets().getKeyFlags();
        if (flags != 0) {
            return flags;
        }
        return (key.isEncryptionKey() ? ENCRYPTS : 0) | (key.isMasterKey() ? KeyFlags.SIGN_DATA : 0);
    }

    private static @Nullable Instant expiry(PGPPublicKey key, PGPSignature binding) {
        var seconds = binding.getHashedSubPackets().getKeyExpirationTime();
        return seconds == 0 ? null : key.getCreationTime().toInstant().plusSeconds(seconds);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static KeyFitness first(KeyFitness known, KeyFitness next) {
        return known instanceof CannotEncrypt ? next : known;
    }
}
