package org.chosei.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.chosei.installation.InstallationRefused;
import org.chosei.installation.MasterKey;

/** A backup that was opened for reading. What it says is believed only after {@link #authenticate}. */
public final class BackupFile implements AutoCloseable {
    private static final int LARGEST_SMALL_PART = 64 << 20;

    private final ZipFile zip;
    private final byte[] json;
    private final Manifest manifest;

    private BackupFile(ZipFile zip, byte[] json) {
        this.zip = zip;
        this.json = json;
        this.manifest = Manifest.parse(json);
    }

    /**
     * Opens it.
     *
     * @throws InstallationRefused when it is no backup, cut off or damaged, or of a newer format
     */
    @SuppressWarnings("resource") // the archive is closed with what is returned
    public static BackupFile open(Path file) {
        ZipFile zip = archive(file);
        boolean opened = false;
        try {
            BackupFile backup = new BackupFile(zip, small(zip, Parts.MANIFEST));
            opened = true;
            return backup;
        } finally {
            if (!opened) {
                close(zip);
            }
        }
    }

    private static ZipFile archive(Path file) {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw damaged("it is no backup of Chosei, or its end is missing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the keys are in it, sealed under a passphrase. */
    public boolean hasKeys() {
        return manifest.file(Parts.MASTER_KEY).isPresent();
    }

    /** The fingerprint of the master key that it needs. */
    public String masterKey() {
        return manifest.masterKey();
    }

    Manifest manifest() {
        return manifest;
    }

    /** Whether the manifest, and with it every hash, is what the holder of this master key wrote. */
    void authenticate(MasterKey key) {
        if (!key.fingerprint().equals(manifest.masterKey())) {
            throw new InstallationRefused(
                    "The master key (fingerprint %s) is not the one of this backup (%s): it could open nothing. Whoever keeps your keys has the right one."
                            .formatted(key.fingerprint(), manifest.masterKey()));
        }
        byte[] written = small(zip, Parts.MANIFEST_CODE);
        byte[] made = HexFormat.of().formatHex(key.authenticate(json)).getBytes(US_ASCII);
        if (!MessageDigest.isEqual(written, made)) {
            throw damaged("its manifest is not the one that was written");
        }
    }

    /** A part that is small enough for the memory, checked against the manifest. */
    byte[] file(String name) {
        Manifest.Part promised =
                manifest.file(name).orElseThrow(() -> damaged("%s is not in its manifest".formatted(name)));
        byte[] content = small(zip, name);
        Measured measured = new Measured(name, (_, _) -> {});
        measured.add(content, 0, content.length);
        check(promised, measured);
        return content;
    }

    InputStream table(Manifest.Table table) throws IOException {
        return stream(zip, table.part().name());
    }

    static void check(Manifest.Part promised, Measured read) {
        if (!read.part().equals(promised)) {
            throw damaged("%s is not what was written".formatted(promised.name()));
        }
    }

    static InstallationRefused damaged(String why) {
        return new InstallationRefused(
                "The backup is damaged or was changed: %s. Nothing was restored. Use another copy of it, or another backup."
                        .formatted(why));
    }

    private static byte[] small(ZipFile zip, String name) {
        try (InputStream in = stream(zip, name)) {
            byte[] content = in.readNBytes(LARGEST_SMALL_PART);
            if (content.length == LARGEST_SMALL_PART) {
                throw damaged("%s is too large".formatted(name));
            }
            return content;
        } catch (IOException e) {
            throw damaged("%s cannot be unpacked".formatted(name));
        }
    }

    private static InputStream stream(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw damaged("%s is missing".formatted(name));
        }
        return zip.getInputStream(entry);
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        close(zip);
    }
}
