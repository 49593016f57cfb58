package org.chosei.crypto;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.AEADEncDataPacket;
import org.bouncycastle.bcpg.SymmetricEncIntegrityPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcSessionKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.jcajce.JceSessionKeyDataDecryptorFactoryBuilder;
import org.chosei.crypto.Opened.Broken;
import org.chosei.crypto.Opened.NoIntegrity;
import org.chosei.crypto.Opened.NotForUs;
import org.chosei.crypto.Opened.Reason;

/** Opens encrypted messages: the whole ciphertext is decrypted and proved unchanged before anything inside is parsed. */
final class MessageReader {
    static final int LIMIT = 50 * 1024 * 1024;

    private static final int RECIPIENT_LIMIT = 1_000;

    private MessageReader() {}

    static Opened open(byte[] armoredOrBinary, List<OwnKey> keys) {
        // armor adds about three eighths
        if (armoredOrBinary.length > LIMIT + LIMIT / 2) {
            return new Broken(Reason.OVERSIZE);
        }
        try {
            return Armor.isArmored(armoredOrBinary)
                    ? armored(Armor.decode(armoredOrBinary), keys)
                    : binary(armoredOrBinary, keys);
        } catch (IOException | PGPException | RuntimeException e) {
            // Bouncy Castle answers malformed packets with any runtime exception
            return new Broken(Reason.MALFORMED);
        }
    }

    private static Opened armored(List<Armor.Block> blocks, List<OwnKey> keys) throws IOException, PGPException {
        var messages = blocks.stream()
                .filter(block -> block.label().equals(Armor.MESSAGE))
                .toList();
        if (messages.size() == 1) {
            return binary(messages.getFirst().packets(), keys);
        }
        // of several messages nobody could say which one is meant
        return new Broken(blocks.isEmpty() || !messages.isEmpty() ? Reason.MALFORMED : Reason.NOT_ENCRYPTED);
    }

    private static Opened binary(byte[] packets, List<OwnKey> keys) throws IOException, PGPException {
        if (packets.length > LIMIT) {
            return new Broken(Reason.OVERSIZE);
        }
        var factory = new PGPObjectFactory(packets, new BcKeyFingerprintCalculator());
        var object = factory.nextObject();
        while (object instanceof PGPMarker) {
            object = factory.nextObject();
        }
        if (object == null) {
            return new Broken(Reason.MALFORMED);
        }
        if (!(object instanceof PGPEncryptedDataList encrypted)) {
            return new Broken(Reason.NOT_ENCRYPTED);
        }
        if (!(encrypted.getEncryptedData() instanceof SymmetricEncIntegrityPacket)
                && !(encrypted.getEncryptedData() instanceof AEADEncDataPacket)) {
            return new NoIntegrity();
        }
        if (encrypted.size() > RECIPIENT_LIMIT) {
            // each hidden recipient costs a private-key operation for each of our keys
            return new Broken(Reason.MALFORMED);
        }
        for (var data : encrypted) {
            if (data instanceof PGPPublicKeyEncryptedData forKey) {
                var unlocked = unlock(forKey, keys);
                if (unlocked.isPresent()) {
                    return decrypt(forKey, unlocked.get(), factory);
                }
            }
        }
        return new NotForUs();
    }

    private static Opened decrypt(PGPPublicKeyEncryptedData data, Unlocked unlocked, PGPObjectFactory rest)
            throws IOException {
        var sessionKey = unlocked.sessionKey();
        if (!isAes(sessionKey.getAlgorithm())) {
            return new Broken(Reason.CIPHER);
        }
        byte[] inside;
        try {
            // SunJCE has no OCB and EAX, but is four times faster in CFB
            var decryptors = data.isAEAD()
                    ? new BcSessionKeyDataDecryptorFactory(sessionKey)
                    : new JceSessionKeyDataDecryptorFactoryBuilder().build(sessionKey);
            inside = data.getDataStream(decryptors).readAllBytes();
            if (!data.isAEAD() && !data.verify()) {
                return new Broken(Reason.TAMPERED);
            }
        } catch (IOException | PGPException | RuntimeException e) {
            return new Broken(Reason.TAMPERED);
        }
        if (rest.nextObject() != null) {
            // what follows the encrypted part is in the clear, and must never be shown as if it were inside
            return new Broken(Reason.MALFORMED);
        }
        return MessageContent.read(inside, unlocked.by().fingerprint());
    }

    static Optional<SessionKey> recover(byte[] addressPacket, byte[] body, List<OwnKey> keys) {
        try {
            for (var data : new PGPEncryptedDataList(Armor.join(addressPacket, body))) {
                if (data instanceof PGPPublicKeyEncryptedData forKey) {
                    return unlock(forKey, keys)
                            .map(unlocked ->
                                    new SessionKey(unlocked.sessionKey().getKey(), format(forKey)));
                }
            }
            return Optional.empty();
        } catch (IOException | PGPException e) {
            throw new IllegalArgumentException("not an address packet and its body", e);
        }
    }

    private static BodyFormat format(PGPPublicKeyEncryptedData data) {
        return data.isAEAD() ? BodyFormat.OPENPGP_AEAD : BodyFormat.OPENPGP;
    }

    private record Unlocked(PGPSessionKey sessionKey, OwnKey by) {}

    /** Asks the keys that the packet names, or all of ours when the sender hid the recipient. */
    private static Optional<Unlocked> unlock(PGPPublicKeyEncryptedData data, List<OwnKey> keys) throws PGPException {
        for (var key : keys) {
            var secret = key.decryptionSecret(data.getKeyIdentifier().getKeyId());
            if (secret.isPresent()) {
                try {
                    var decryptor = new BcPublicKeyDataDecryptorFactory(secret.get());
                    return Optional.of(new Unlocked(data.getSessionKey(decryptor), key));
                } catch (PGPException | RuntimeException e) {
                    // a hidden recipient: this key was only tried
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAes(int algorithm) {
        return algorithm == SymmetricKeyAlgorithmTags.AES_128
                || algorithm == SymmetricKeyAlgorithmTags.AES_192
                || algorithm == SymmetricKeyAlgorithmTags.AES_256;
    }
}
