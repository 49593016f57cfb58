package org.chosei.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.chosei.installation.AttachedDatabase;
import org.chosei.installation.InstallationRefused;
import org.chosei.installation.MasterKey;
import org.chosei.installation.SigningKey;

/** Takes one. */
public final class Backup {
    private Backup() {}

    /** What was written. {@code masterKey} is the fingerprint of the key that a restore will need. */
    public record Taken(
            String file, long bytes, String takenAt, int tables, long rows, boolean withKeys, String masterKey) {}

    /**
     * Writes the state of one instant, also while the server runs and writes. Without a passphrase the keys stay out.
     *
     * @throws InstallationRefused when a key is missing or the passphrase is too short
     */
    public static Taken take(AttachedDatabase installation, Path file, Optional<char[]> passphrase, Progress progress) {
        MasterKey master = MasterKey.existing(installation.keys());
        SigningKey signing = SigningKey.existing(installation.keys());
        Optional<SealedKeys> sealed = passphrase.map(words -> SealedKeys.under(words, master, signing));
        try (ArchiveWriter archive = ArchiveWriter.open(file, progress)) {
            List<Manifest.Part> files = new ArrayList<>();
            // before the snapshot: a checkpoint is kept there only after its commit, so the snapshot knows all of these
            files.add(archive.add(Parts.ANCHOR, anchor(installation)));
            files.add(
                    archive.add(Parts.CHECKPOINT_PUBLIC, signing.publicKeyPem().getBytes(StandardCharsets.US_ASCII)));
            if (sealed.isPresent()) {
                files.add(archive.add(Parts.MASTER_KEY, sealed.get().master()));
                files.add(archive.add(Parts.CHECKPOINT_KEY, sealed.get().checkpoint()));
            }
            Manifest manifest;
            try (Snapshot snapshot = Snapshot.of(installation)) {
                manifest = new Manifest(
                        Manifest.FORMAT,
                        Parts.program(),
                        snapshot.takenAt(),
                        snapshot.postgres(),
                        master.fingerprint(),
                        snapshot.migrations(),
                        tables(snapshot, archive),
                        snapshot.sequences(),
                        files);
            }
            byte[] json = manifest.json();
            archive.add(Parts.MANIFEST, json);
            archive.add(
                    Parts.MANIFEST_CODE,
                    HexFormat.of().formatHex(master.authenticate(json)).getBytes(StandardCharsets.US_ASCII));
            long bytes = archive.finish();
            return new Taken(
                    file.toString(),
                    bytes,
                    manifest.takenAt(),
                    manifest.tables().size(),
                    manifest.rows(),
                    sealed.isPresent(),
                    manifest.masterKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new InstallationRefused(
                    "The database could not be read to its end (%s). No backup was written. If its server was stopped meanwhile, run this again."
                            .formatted(e.getMessage()));
        }
    }

    private static List<Manifest.Table> tables(Snapshot snapshot, ArchiveWriter archive)
            throws IOException, SQLException {
        List<Manifest.Table> tables = new ArrayList<>();
        for (TableShape shape : snapshot.tables()) {
            long[] rows = new long[1];
            Manifest.Part part = archive.add(Parts.table(shape.name()), out -> rows[0] = snapshot.copy(shape, out));
            tables.add(new Manifest.Table(shape.name(), shape.columns(), rows[0], part));
        }
        return tables;
    }

    private static byte[] anchor(AttachedDatabase installation) throws IOException {
        Path file = installation.keys().resolve(Parts.ANCHOR_FILE);
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private record SealedKeys(byte[] master, byte[] checkpoint) {
        static SealedKeys under(char[] passphrase, MasterKey master, SigningKey signing) {
            return new SealedKeys(master.sealUnder(passphrase), signing.sealUnder(passphrase));
        }
    }
}
