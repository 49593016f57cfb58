package org.chosei.crypto;

import static org.bouncycastle.openpgp.PGPSignature.CERTIFICATION_REVOCATION;
import static org.bouncycastle.openpgp.PGPSignature.DIRECT_KEY;
import static org.bouncycastle.openpgp.PGPSignature.KEY_REVOCATION;
import static org.bouncycastle.openpgp.PGPSignature.PRIMARYKEY_BINDING;
import static org.bouncycastle.openpgp.PGPSignature.SUBKEY_BINDING;
import static org.bouncycastle.openpgp.PGPSignature.SUBKEY_REVOCATION;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;

/**
 * What the owner of a primary key has signed about its own certificate. Only signatures that verify, over a strong
 * hash, made by the instant, count for the owner; a revocation counts over any hash and whatever its date.
 */
final class SelfSignatures {
    private static final Comparator<PGPSignature> BY_AGE = Comparator.comparing(PGPSignature::getCreationTime);

    private final PGPPublicKey primary;
    private final AsOf at;
    private boolean sawWeakHash;

    SelfSignatures(PGPPublicKey primary, AsOf at) {
        this.primary = primary;
        this.at = at;
    }

    boolean revokePrimary() {
        return ofType(primary, KEY_REVOCATION).anyMatch(revocation -> verifies(revocation, primary));
    }

    boolean revoke(PGPPublicKey subkey) {
        return ofType(subkey, SUBKEY_REVOCATION).anyMatch(revocation -> verifies(revocation, subkey, primary));
    }

    /**
     * The signature that decides flags and expiry of the primary key: over the key itself, the newest over a user id
     * otherwise. GnuPG also signs keys directly only to name a revoker: those carry no flags and decide nothing.
     */
    Optional<PGPSignature> decidingPrimary() {
        var direct = ofType(primary, DIRECT_KEY)
                .filter(this::counts)
                .filter(signature -> verifies(signature, primary))
                .max(BY_AGE);
        var certification =
                rawUserIds().flatMap(id -> certification(id).stream()).max(BY_AGE);
        return direct.filter(signature -> signature.getHashedSubPackets().getKeyFlags() != 0 || certification.isEmpty())
                .or(() -> certification);
    }

    /** The newest signature that binds the subkey. */
    Optional<PGPSignature> binding(PGPPublicKey subkey) {
        return ofType(subkey, SUBKEY_BINDING)
                .filter(this::counts)
                .filter(signature -> verifies(signature, subkey, primary))
                .filter(signature -> !maySign(signature) || isBoundBack(signature, subkey))
                .max(BY_AGE);
    }

    /** The user ids that the owner signed and did not revoke. */
    List<String> userIds() {
        return rawUserIds()
                .filter(id -> certification(id).isPresent())
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .toList();
    }

    /** Whether a signature was passed over because of its hash. */
    boolean sawWeakHash() {
        return sawWeakHash;
    }

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
        if (!isOwn(signature) || CheckedCertificate.isFuture(signature.getCreationTime(), at)) {
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

    private static boolean maySign(PGPSignature binding) {
        return (binding.getHashedSubPackets().getKeyFlags() & (KeyFlags.SIGN_DATA | KeyFlags.CERTIFY_OTHER)) != 0;
    }

    /** A subkey that signs must itself agree to belong here (RFC 9580 §5.2.1.9), or anybody could adopt it. */
    private boolean isBoundBack(PGPSignature binding, PGPPublicKey subkey) {
        return Stream.of(binding.getHashedSubPackets(), binding.getUnhashedSubPackets())
                .flatMap(SelfSignatures::embedded)
                .filter(signature -> signature.getSignatureType() == PRIMARYKEY_BINDING)
                .filter(signature -> Algorithms.isStrongHash(signature.getHashAlgorithm()))
                .anyMatch(
                        signature -> verified(signature, subkey, () -> signature.verifyCertification(primary, subkey)));
    }

    private static Stream<PGPSignature> embedded(PGPSignatureSubpacketVector subpackets) {
        try {
            return stream(subpackets.getEmbeddedSignatures().iterator());
        } catch (PGPException e) {
            // unreadable is as good as absent
            return Stream.empty();
        }
    }

    private boolean verifies(PGPSignature signature, PGPPublicKey key) {
        return verified(signature, primary, () -> signature.verifyCertification(key));
    }

    private static boolean verifies(PGPSignature signature, PGPPublicKey subkey, PGPPublicKey owner) {
        return verified(signature, owner, () -> signature.verifyCertification(owner, subkey));
    }

    private boolean verifies(PGPSignature signature, byte[] userId) {
        return verified(signature, primary, () -> signature.verifyCertification(userId, primary));
    }

    private static boolean verified(PGPSignature signature, PGPPublicKey by, Verification verification) {
        if (!Algorithms.isOfVersion(signature, by)) {
            return false;
        }
        try {
            signature.init(Algorithms.verifiers(), by);
            return verification.holds();
        } catch (PGPException | RuntimeException e) {
            // a signature that cannot be computed proves nothing
            return false;
        }
    }

    private interface Verification {
        boolean holds() throws PGPException;
    }

    /** Each once: signatures are found by the id's bytes, so that a repeated id would be judged by all of them again. */
    private Stream<byte[]> rawUserIds() {
        return stream(primary.getRawUserIDs()).map(ByteBuffer::wrap).distinct().map(ByteBuffer::array);
    }

    private static Stream<PGPSignature> ofType(PGPPublicKey key, int type) {
        return stream(key.getKeySignatures()).filter(signature -> signature.getSignatureType() == type);
    }

    static <T> Stream<T> stream(Iterator<T> iterator) {
        Iterable<T> once = () -> iterator;
        return StreamSupport.stream(once.spliterator(), false);
    }
}
