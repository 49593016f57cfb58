package org.chosei.installation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * The Ed25519 key (RFC 8032) that signs the ledger's checkpoints. It lies outside the database, so that whoever can
 * rewrite the database still cannot sign what was rewritten.
 */
public final class SigningKey {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final boolean justMade;

    private SigningKey(PrivateKey privateKey, PublicKey publicKey, boolean justMade) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.justMade = justMade;
    }

    /**
     * Reads {@code keys/checkpoint.key}, or makes it on the first run; {@code keys/checkpoint.pub} is written beside it.
     * Like {@link MasterKey#openOrMake} to be called before the database is first started.
     *
     * @throws InstallationRefused when the file is missing though data exists, open to others, or not such a key
     */
    public static SigningKey openOrMake(DataDirectory directory) {
        return openOrMake(directory, Files.exists(directory.database()));
    }

    /** The same where the data may lie on a server: {@code dataExists} says whether there is any. */
    public static SigningKey openOrMake(DataDirectory directory, boolean dataExists) {
        Path file = file(directory.keys());
        boolean there = Files.exists(file);
        if (!there) {
            if (dataExists) {
                throw new InstallationRefused(
                        "The checkpoint key %s is missing, but there is a ledger that it has signed. Put it back from a backup. If it is lost, a new one can be made knowingly: openssl genpkey -algorithm ed25519 -out %s && chmod 600 %s. The old checkpoint.pub is then kept beside the new one, to verify what it signed."
                                .formatted(file, file, file));
            }
            make(file);
        }
        SigningKey key = read(file, !there);
        publish(key, directory.keys().resolve("checkpoint.pub"));
        return key;
    }

    /**
     * Reads the key of an installation that is there, and never makes one.
     *
     * @throws InstallationRefused when the file is missing, open to others, or not such a key
     */
    public static SigningKey existing(Path keys) {
        Path file = file(keys);
        if (!Files.exists(file)) {
            throw new InstallationRefused(
                    "The checkpoint key %s is missing. Put it back from a backup.".formatted(file));
        }
        return read(file, false);
    }

    /** Puts a key from a backup into an empty data directory; a wrong passphrase is refused. */
    public static SigningKey openSealed(byte[] sealed, char[] passphrase, DataDirectory directory) {
        Path file = file(directory.keys());
        write(file, PassphraseSeal.open(sealed, passphrase));
        return openOrMake(directory);
    }

    /** Puts a key that was kept apart into an empty data directory. */
    public static SigningKey copyOf(Path kept, DataDirectory directory) {
        write(file(directory.keys()), read(kept, false).privateKey.getEncoded());
        return openOrMake(directory);
    }

    private static Path file(Path keys) {
        return keys.resolve("checkpoint.key");
    }

    private static void write(Path file, byte[] encoded) {
        PrivateFiles.write(file, pem(PRIVATE, encoded));
    }

    private static void make(Path file) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            write(file, pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SigningKey read(Path file, boolean justMade) {
        String pem = new String(PrivateFiles.readSecret(file), US_ASCII);
        try {
            String body = pem.replaceAll("-----(BEGIN|END) " + PRIVATE + "-----", "");
            byte[] encoded = Base64.getMimeDecoder().decode(body);
            KeyFactory keys = KeyFactory.getInstance("Ed25519");
            PrivateKey privateKey = keys.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            // the JDK cannot derive the public half
            var half = ((Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(encoded)).generatePublicKey();
            byte[] publicHalf =
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(half).getEncoded();
            return new SigningKey(privateKey, keys.generatePublic(new X509EncodedKeySpec(publicHalf)), justMade);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException | ClassCastException e) {
            throw new InstallationRefused(
                    "%s is not an Ed25519 private key in PEM (PKCS #8). Put the right file back from a backup."
                            .formatted(file),
                    e);
        }
    }

    private static void publish(SigningKey key, Path file) {
        try {
            String pem = key.publicKeyPem();
            if (Files.exists(file) && !Files.readString(file, US_ASCII).equals(pem)) {
                // what the key before signed stays verifiable
                Files.move(file, file.resolveSibling("checkpoint-before-" + key.id() + ".pub"));
            }
            if (!Files.exists(file)) {
                PrivateFiles.write(file, pem);
            }
        } catch (IOException e) {
            throw new InstallationRefused("%s cannot be read.".formatted(file), e);
        }
    }

    /** The Ed25519 signature, 64 bytes. */
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private half for a backup, opened only by the passphrase; format in docs/formats/passphrase-seal.md. */
    public byte[] sealUnder(char[] passphrase) {
        return PassphraseSeal.seal(privateKey.getEncoded(), passphrase);
    }

    /** The half that verifies; not secret, to be handed to auditors. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** The same as SubjectPublicKeyInfo in PEM, as {@code openssl pkeyutl -verify} reads it. */
    public String publicKeyPem() {
        return pem(PUBLIC, publicKey.getEncoded());
    }

    /** Names the key: the first 16 bytes of the SHA-256 of its SubjectPublicKeyInfo, in hexadecimal. */
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded());
            return HexFormat.of().formatHex(Arrays.copyOf(hash, 16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** True when this run made the key. */
    public boolean justMade() {
        return justMade;
    }

    private static String pem(String label, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
    }

    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
