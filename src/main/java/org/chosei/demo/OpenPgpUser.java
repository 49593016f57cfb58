package org.chosei.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody of the cast with an OpenPGP program and a key of their own. */
interface OpenPgpUser extends AutoCloseable {

    /** Which kind of key somebody wants. */
    enum Kind {
        CURVE25519,
        RSA
    }

    /** What came of decrypting; {@code signer} is the fingerprint whose good signature it bears. */
    record Read(byte[] content, @Nullable String signer) {}

    String fingerprint();

    /** The armored public key. */
    byte[] publicKey();

    /** Keeps somebody else's public key, to write to and to check signatures by. */
    void learn(byte[] publicKey);

    /** Encrypts to a learnt key and signs with the own one; armored. */
    byte[] encryptAndSign(byte[] content, String recipient);

    /** Decrypts; the step ends when this key cannot. */
    Read decrypt(byte[] armored);

    /** Whether this key can decrypt it at all. */
    boolean canDecrypt(byte[] armored);

    /** The key ids to which a message is encrypted, as the message says. */
    List<String> recipients(byte[] armored);

    @Override
    void close();
}
