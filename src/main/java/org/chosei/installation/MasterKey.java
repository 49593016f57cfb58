package org.chosei.installation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one key under which all sealed content lies: 256 random bits in {@code keys/master.key}, never in the database.
 *
 * <p>The file is one line, {@code chosei-master-key-1:} and 64 hexadecimal digits, so that it can also be kept on paper.
 */
public final class MasterKey {
    private static final String HEADER = "chosei-master-key-1:";
    private static final int BYTES = 32;

    private final Path file;
    private final byte[] key;
    private final boolean justMade;

    private MasterKey(Path file, byte[] key, boolean justMade) {
        this.file = file;
        this.key = key;
        this.justMade = justMade;
    }

    /**
     * Reads the key, or makes it on the first run. To be called before {@link EmbeddedPostgres#start}: where a database
     * already is, no new key is made, since it could open nothing in it.
     *
     * @throws InstallationRefused when the file is missing though data exists, open to others, or not a key
     */
    public static MasterKey openOrMake(DataDirectory directory) {
        return openOrMake(directory, Files.exists(directory.database()));
    }

    /** The same where the data may lie on a server: {@code dataExists} says whether there is any. */
    public static MasterKey openOrMake(DataDirectory directory, boolean dataExists) {
        Path file = file(directory.keys());
        if (Files.exists(file)) {
            return new MasterKey(file, read(file), false);
        }
        if (dataExists) {
            throw new InstallationRefused(
                    "The master key %s is missing, but there is a database whose content only it can open. Put the key back from where you kept it, or restore a backup; no new key is made."
                            .formatted(file));
        }
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        write(file, key);
        return new MasterKey(file, key, true);
    }

    /**
     * Puts a key from a backup into an empty data directory.
     *
     * @throws InstallationRefused when there is a key already, or passphrase or sealed key are wrong
     */
    public static MasterKey openSealed(byte[] sealed, char[] passphrase, DataDirectory directory) {
        Path file = freePlace(directory);
        byte[] key = PassphraseSeal.open(sealed, passphrase);
        if (key.length != BYTES) {
            throw new InstallationRefused("What the passphrase opened is not a master key of 256 bits.");
        }
        write(file, key);
        return new MasterKey(file, key, false);
    }

    /**
     * Reads the key of an installation that is there, and never makes one.
     *
     * @throws InstallationRefused when the file is missing, open to others, or not a key
     */
    public static MasterKey existing(Path keys) {
        Path file = file(keys);
        if (!Files.exists(file)) {
            throw new InstallationRefused(
                    "The master key %s is missing. Put it back from where you kept it.".formatted(file));
        }
        return new MasterKey(file, read(file), false);
    }

    /**
     * Puts a key that was kept apart into an empty data directory.
     *
     * @throws InstallationRefused when there is a key already, or the file is missing, open to others, or not a key
     */
    public static MasterKey copyOf(Path kept, DataDirectory directory) {
        Path file = freePlace(directory);
        byte[] key = read(kept);
        write(file, key);
        return new MasterKey(file, key, false);
    }

    private static Path file(Path keys) {
        return keys.resolve("master.key");
    }

    private static Path freePlace(DataDirectory directory) {
        Path file = file(directory.keys());
        if (Files.exists(file)) {
            throw new InstallationRefused(
                    "%s exists already and is not replaced. Restore into an empty data directory.".formatted(file));
        }
        return file;
    }

    private static byte[] read(Path file) {
        String line = new String(PrivateFiles.readSecret(file), US_ASCII).strip();
        String hex = line.startsWith(HEADER) ? line.substring(HEADER.length()).strip() : "";
        if (!hex.matches("[0-9a-fA-F]{" + 2 * BYTES + "}")) {
            throw new InstallationRefused(
                    "%s is not a master key: it must be one line, %s followed by %d hexadecimal digits. Put the right file back from where you kept it."
                            .formatted(file, HEADER, 2 * BYTES));
        }
        return HexFormat.of().parseHex(hex);
    }

    private static void write(Path file, byte[] key) {
        PrivateFiles.write(file, HEADER + HexFormat.of().formatHex(key) + "\n");
    }

    /** The key for AES-256. */
    public SecretKey key() {
        return new SecretKeySpec(key, "AES");
    }

    /** Names the key without revealing it, so that the database can remember which key it belongs to. */
    public String fingerprint() {
        byte[] hash = hmac(key, "chosei master key fingerprint 1".getBytes(US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 12));
    }

    /** A code over a backup's manifest that only whoever has this key can make; see docs/formats/backup.md. */
    public byte[] authenticate(byte[] manifest) {
        return hmac(hmac(key, "chosei backup manifest 1".getBytes(US_ASCII)), manifest);
    }

    private static byte[] hmac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the key lies, to be named to the operator. */
    public Path file() {
        return file;
    }

    /** True once in an installation's life: then the operator must be told what losing the file means. */
    public boolean justMade() {
        return justMade;
    }

    /** The key for a backup, opened only by the passphrase; format in docs/formats/passphrase-seal.md. */
    public byte[] sealUnder(char[] passphrase) {
        return PassphraseSeal.seal(key, passphrase);
    }

    @Override
    public String toString() {
        return "MasterKey[" + file + ", not shown]";
    }
}
