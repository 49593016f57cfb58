package org.chosei.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.chosei.crypto.KeyReading.Readable;
import org.chosei.crypto.KeyReading.Reason;
import org.chosei.crypto.KeyReading.Unreadable;

/** The full inspection of an uploaded certificate, done once. */
final class KeyUpload {
    private static final int LIMIT = 256 * 1024;
    private static final int KEYS = 32;
    private static final int USER_IDS = 100;
    /** Of others' signatures there may be any number: they are passed over. */
    private static final int OWN_SIGNATURES = 250;

    private KeyUpload() {}

    static KeyReading read(byte[] armoredOrBinary) {
        if (armoredOrBinary.length > LIMIT) {
            return new Unreadable(Reason.OVERSIZE);
        }
        try {
            return Armor.isArmored(armoredOrBinary) ? armored(Armor.decode(armoredOrBinary)) : binary(armoredOrBinary);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers malformed packets with any runtime exception
            return new Unreadable(Reason.GARBAGE);
        }
    }

    private static KeyReading armored(List<Armor.Block> blocks) throws IOException {
        if (blocks.isEmpty()) {
            return new Unreadable(Reason.GARBAGE);
        }
        if (blocks.stream().anyMatch(block -> block.label().equals(Armor.PRIVATE_KEY))) {
            return new Unreadable(Reason.SECRET_KEY);
        }
        return blocks.size() > 1
                ? new Unreadable(Reason.SEVERAL_KEYS)
                : binary(blocks.getFirst().packets());
    }

    private static KeyReading binary(byte[] packets) throws IOException {
        var objects = new ArrayList<Object>();
        var factory = new PGPObjectFactory(packets, new BcKeyFingerprintCalculator());
        for (var object = factory.nextObject(); object != null; object = factory.nextObject()) {
            if (object instanceof PGPSecretKeyRing) {
                return new Unreadable(Reason.SECRET_KEY);
            }
            objects.add(object);
        }
        var certificates = objects.stream()
                .filter(PGPPublicKeyRing.class::isInstance)
                .map(PGPPublicKeyRing.class::cast)
                .toList();
        if (certificates.isEmpty()) {
            return new Unreadable(objects.isEmpty() ? Reason.GARBAGE : Reason.NOT_A_KEY);
        }
        if (certificates.size() > 1) {
            return new Unreadable(Reason.SEVERAL_KEYS);
        }
        return objects.size() > 1 ? new Unreadable(Reason.GARBAGE) : certificate(certificates.getFirst());
    }

    private static KeyReading certificate(PGPPublicKeyRing ring) throws IOException {
        if (isCostly(ring)) {
            return new Unreadable(Reason.COSTLY);
        }
        for (Iterator<PGPPublicKey> keys = ring.getPublicKeys(); keys.hasNext(); ) {
            var key = keys.next();
            // a certificate is of one version throughout (RFC 9580 §10.1.5)
            if (!Algorithms.isKnownVersion(key.getVersion())
                    || key.getVersion() != ring.getPublicKey().getVersion()) {
                return new Unreadable(Reason.UNSUPPORTED_VERSION);
            }
            if (key.getPublicKeyPacket().getKey() instanceof RSAPublicBCPGKey rsa
                    && !RsaModulus.isSound(rsa.getModulus(), rsa.getPublicExponent())) {
                return new Unreadable(Reason.RSA_MODULUS);
            }
        }
        return new Readable(OpenPgpKey.fromBytes(ring.getEncoded()));
    }

    /**
     * Each part costs work at every judgement, and an RSA modulus one in the cube of its length: without bounds
     * one upload would keep a processor busy for minutes, and everybody's mail waiting behind it.
     */
    private static boolean isCostly(PGPPublicKeyRing ring) {
        int keys = 0;
        int userIds = 0;
        int signatures = 0;
        for (Iterator<PGPPublicKey> each = ring.getPublicKeys(); each.hasNext(); ) {
            var key = each.next();
            if (key.getPublicKeyPacket().getKey() instanceof RSAPublicBCPGKey rsa
                    && rsa.getModulus().bitLength() > RsaModulus.LONGEST) {
                return true;
            }
            keys++;
            userIds += (int) SelfSignatures.stream(key.getRawUserIDs()).count();
            signatures += (int) SelfSignatures.stream(key.getSignatures())
                    .filter(signature ->
                            signature.getKeyID() == ring.getPublicKey().getKeyID())
                    .count();
        }
        return keys > KEYS || userIds > USER_IDS || signatures > OWN_SIGNATURES;
    }
}
