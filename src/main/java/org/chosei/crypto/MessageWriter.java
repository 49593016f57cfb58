package org.chosei.crypto;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.PaddingPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.PGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.PGPKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcePGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcePublicKeyKeyEncryptionMethodGenerator;

/** Writes the two halves of a message: the body, once, and a small packet for each recipient. */
final class MessageWriter {
    /** 256 KiB are authenticated together: every reader takes up to 4 MiB (RFC 9580 §5.13.2). */
    private static final int CHUNK_BITS = 18;

    private MessageWriter() {}

    static EncryptedBody encryptAndSign(byte[] content, OwnKey signer, Instant at, BodyFormat format) {
        try {
            return encrypt(signed(content, signer, at), format);
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("encryption failed", e);
        }
    }

    /** One-pass header, literal, signature: the order that readers can check while they stream (RFC 9580 §10.3). */
    private static byte[] signed(byte[] content, OwnKey signer, Instant at) throws PGPException, IOException {
        var out = new ByteArrayOutputStream(content.length + 512);
        var signature = Signatures.generator(PGPSignature.BINARY_DOCUMENT, signer, at);
        signature.generateOnePassVersion(false).encode(out);
        // without a date: the literal's date is unsigned and every recipient gets the same bytes
        try (var literal =
                new PGPLiteralDataGenerator().open(out, PGPLiteralData.BINARY, "", content.length, new Date(0))) {
            literal.write(content);
        }
        signature.update(content);
        signature.generate().encode(out);
        return out.toByteArray();
    }

    private static EncryptedBody encrypt(byte[] packets, BodyFormat format) throws PGPException, IOException {
        var sessionKey = new AtomicReference<SessionKey>();
        var generator = new PGPEncryptedDataGenerator(aes256(format));
        generator.addMethod((builder, key) -> {
            sessionKey.set(new SessionKey(key, format));
            return new NoPacket();
        });
        var out = new ByteArrayOutputStream(packets.length + 512);
        try (var encrypted = generator.open(out, packets.length)) {
            encrypted.write(packets);
        }
        return new EncryptedBody(format, out.toByteArray(), requireNonNull(sessionKey.get()));
    }

    static byte[] addressTo(SessionKey sessionKey, OpenPgpKey recipient, KeyFitness.Fit fit) {
        var subkey = recipient.ring().getPublicKey(HexFormat.of().parseHex(fit.encryptionFingerprint()));
        if (subkey == null) {
            throw new IllegalArgumentException("no key " + fit.encryptionFingerprint() + " in " + recipient);
        }
        try {
            return wrapper(subkey)
                    .generate(aes256(sessionKey.format()), sessionKey.bytes())
                    .getEncoded();
        } catch (PGPException | IOException e) {
            throw new IllegalArgumentException("cannot encrypt to " + recipient, e);
        }
    }

    /** The JDK for RSA, Bouncy Castle for curves: each is the faster one there, and the JDK does not re-test moduli. */
    static PGPKeyEncryptionMethodGenerator wrapper(PGPPublicKey subkey) {
        return Algorithms.isRsa(subkey.getAlgorithm())
                ? new JcePublicKeyKeyEncryptionMethodGenerator(subkey)
                : new BcPublicKeyKeyEncryptionMethodGenerator(subkey);
    }

    /** The JDK's AES is the faster one, but has no OCB. */
    static PGPDataEncryptorBuilder aes256(BodyFormat format) {
        return switch (format) {
            case OPENPGP ->
                new JcePGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256).setWithIntegrityPacket(true);
            case OPENPGP_AEAD ->
                new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                        .setWithIntegrityPacket(true)
                        .setWithAEAD(AEADAlgorithmTags.OCB, CHUNK_BITS)
                        .setUseV6AEAD();
            case SMIME_GCM, SMIME_CBC -> throw new IllegalArgumentException(format + " is no format of OpenPGP");
        };
    }

    /** Stands where the generator wants a recipient's packet, and writes nothing, so that the bare body comes out. */
    private static final class NoPacket extends PaddingPacket {
        NoPacket() {
            super(new byte[0]);
        }

        @Override
        public void encode(BCPGOutputStream out) {}
    }
}
