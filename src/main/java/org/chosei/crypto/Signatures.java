package org.chosei.crypto;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.chosei.crypto.SignatureFinding.Bad;
import org.chosei.crypto.SignatureFinding.Good;
import org.chosei.crypto.SignatureFinding.KeyExpired;
import org.chosei.crypto.SignatureFinding.KeyRevoked;
import org.chosei.crypto.SignatureFinding.None;
import org.chosei.crypto.SignatureFinding.TooWeak;
import org.chosei.crypto.SignatureFinding.UnknownKey;
import org.jspecify.annotations.Nullable;

/** Signatures over content: made with our keys, checked against others' certificates. */
public final class Signatures {
    /** The {@code micalg} parameter (RFC 3156 §5) that goes with {@link #signDetached}. */
    public static final String MICALG = "pgp-sha512";

    private static final int SIZE_LIMIT = 256 * 1024;
    private static final int COUNT_LIMIT = 16;

    private Signatures() {}

    /** An armored detached signature over exactly these bytes. */
    public static String signDetached(byte[] content, OwnKey signer, Instant at) {
        try {
            var generator = generator(PGPSignature.BINARY_DOCUMENT, signer, at);
            generator.update(content);
            return Armor.encode(Armor.SIGNATURE, generator.generate().getEncoded());
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    /**
     * Checks a detached signature, armored or binary, against these certificates at this instant. Text that holds no
     * readable signature is {@link None}.
     */
    public static SignatureFinding verifyDetached(
            byte[] content, byte[] signature, List<? extends Certificate> candidates, Instant at) {
        return verify(content, packets(signature), null, candidates, at);
    }

    /**
     * The best finding of several signatures: one good one is enough, as the others take nothing away from it.
     *
     * @param recipient the fingerprint that the content was encrypted to; null when it was not encrypted
     */
    static SignatureFinding verify(
            byte[] content,
            List<byte[]> signatures,
            @Nullable String recipient,
            List<? extends Certificate> candidates,
            Instant at) {
        SignatureFinding best = new None();
        for (var signature : signatures) {
            var finding = isForOthers(signature, recipient)
                    ? new Bad(Names.keyId(parse(signature).getKeyID()))
                    : verify(content, signature, candidates, at);
            if (finding instanceof Good) {
                return finding;
            }
            if (best instanceof None || best instanceof UnknownKey) {
                best = finding;
            }
        }
        return best;
    }

    /** RFC 9580 §5.2.3.36. */
    private static boolean isForOthers(byte[] packet, @Nullable String recipient) {
        var signature = parse(packet);
        if (recipient == null || !signature.hasSubpackets()) {
            return false;
        }
        var intended = signature.getHashedSubPackets().getIntendedRecipientFingerprints();
        return intended.length > 0
                && Arrays.stream(intended)
                        .noneMatch(
                                one -> Names.fingerprint(one.getFingerprint()).equals(recipient));
    }

    private static SignatureFinding verify(
            byte[] content, byte[] packet, List<? extends Certificate> candidates, Instant at) {
        var keyId = parse(packet).getKeyID();
        SignatureFinding finding = new UnknownKey(Names.keyId(keyId));
        for (var candidate : candidates) {
            if (!(candidate instanceof OpenPgpKey openPgp)) {
                continue;
            }
            var certificate = CheckedCertificate.of(openPgp, at);
            var key = keyId == 0 ? null : certificate.key(keyId);
            if (key != null && !(finding instanceof Good)) {
                finding = verify(content, parse(packet), certificate, key, at);
            }
        }
        return finding;
    }

    private static SignatureFinding verify(
            byte[] content, PGPSignature signature, CheckedCertificate certificate, PGPPublicKey key, Instant at) {
        var keyId = Names.keyId(signature.getKeyID());
        if (!Algorithms.isStrongHash(signature.getHashAlgorithm())) {
            return new TooWeak(keyId);
        }
        var signedAt = signature.getCreationTime();
        if (!Algorithms.isOfVersion(signature, key)
                || !holds(content, signature, key)
                || SignatureLife.isOver(signature, new AsOf(at))
                || signedAt.before(key.getCreationTime())
                || CheckedCertificate.isFuture(signedAt, new AsOf(at))) {
            return new Bad(keyId);
        }
        return switch (certificate.use(key)) {
            case KeyUse.Usable(var flags, var _) ->
                (flags & KeyFlags.SIGN_DATA) == 0
                        ? new Bad(keyId)
                        : new Good(certificate.fingerprint(), signedAt.toInstant());
            case KeyUse.Expired(var _) -> new KeyExpired(certificate.fingerprint());
            case KeyUse.Revoked() -> new KeyRevoked(certificate.fingerprint());
            case KeyUse.Weak(var _) -> new TooWeak(keyId);
        };
    }

    private static boolean holds(byte[] content, PGPSignature signature, PGPPublicKey key) {
        var type = signature.getSignatureType();
        if (type != PGPSignature.BINARY_DOCUMENT && type != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
            return false;
        }
        try {
            signature.init(Algorithms.verifiers(), key);
            signature.update(content);
            return signature.verify();
        } catch (PGPException | RuntimeException e) {
            // a signature that cannot be computed proves nothing
            return false;
        }
    }

    static PGPSignatureGenerator generator(int type, OwnKey signer, Instant at) throws PGPException {
        var key = signer.signingKey();
        var generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA512), key);
        generator.init(type, signer.signingSecret());
        var hashed = new PGPSignatureSubpacketGenerator();
        hashed.setSignatureCreationTime(true, Date.from(at));
        hashed.setIssuerFingerprint(false, key);
        generator.setHashedSubpackets(hashed.generate());
        return generator;
    }

    static List<byte[]> packets(byte[] armoredOrBinary) {
        if (armoredOrBinary.length > SIZE_LIMIT) {
            return List.of();
        }
        try {
            var packets = Armor.isArmored(armoredOrBinary)
                    ? Armor.join(Armor.decode(armoredOrBinary).stream()
                            .filter(block -> block.label().equals(Armor.SIGNATURE))
                            .map(Armor.Block::packets)
                            .toArray(byte[][]::new))
                    : armoredOrBinary;
            var found = new ArrayList<byte[]>();
            var factory = new PGPObjectFactory(packets, new BcKeyFingerprintCalculator());
            for (var object = factory.nextObject(); object != null; object = factory.nextObject()) {
                if (object instanceof PGPSignatureList list) {
                    addTo(found, list);
                }
            }
            return found;
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers malformed packets with any runtime exception
            return List.of();
        }
    }

    /** Adds the signatures' packets, up to a number that no honest message reaches and that costs little to check. */
    static void addTo(List<byte[]> found, PGPSignatureList list) throws IOException {
        for (var signature : list) {
            if (found.size() < COUNT_LIMIT) {
                found.add(signature.getEncoded());
            }
        }
    }

    private static PGPSignature parse(byte[] packet) {
        try {
            var factory = new PGPObjectFactory(packet, new BcKeyFingerprintCalculator());
            return ((PGPSignatureList) factory.nextObject()).get(0);
        } catch (IOException e) {
            throw new IllegalStateException("signature in memory not readable", e);
        }
    }
}
