package org.chosei.backup;

import java.nio.file.Path;
import java.util.Optional;
import org.chosei.installation.DataDirectory;
import org.chosei.installation.InstallationRefused;
import org.chosei.installation.MasterKey;
import org.chosei.installation.PrivateFiles;
import org.chosei.installation.SigningKey;

/** Where a restore takes the keys from. */
public sealed interface Keys {
    /** Out of the backup, under the passphrase with which it was taken. */
    record Sealed(char[] passphrase) implements Keys {}

    /** Kept apart. Without the checkpoint key a new one is made, which the auditors must be told of. */
    record Kept(Path masterKey, Optional<Path> checkpointKey) implements Keys {}

    /** Puts the master key into its place and makes sure that it is the backup's, and the backup what was written. */
    default void putMaster(BackupFile backup, DataDirectory directory) {
        MasterKey master = switch (this) {
            case Sealed sealed -> {
                if (!backup.hasKeys()) {
                    throw new InstallationRefused(
                            "The backup was taken without keys, so a passphrase opens nothing in it. Give the master key that is kept apart (--master-key FILE, fingerprint %s)."
                                    .formatted(backup.masterKey()));
                }
                yield MasterKey.openSealed(backup.file(Parts.MASTER_KEY), sealed.passphrase(), directory);
            }
            case Kept kept -> MasterKey.copyOf(kept.masterKey(), directory);
        };
        backup.authenticate(master);
    }

    /** Puts the checkpoint key and the anchor there; true when a new checkpoint key had to be made. */
    default boolean putCheckpointKey(BackupFile backup, DataDirectory directory) {
        PrivateFiles.write(directory.keys().resolve(Parts.ANCHOR_FILE), backup.file(Parts.ANCHOR));
        Optional<SigningKey> found = switch (this) {
            case Sealed sealed ->
                Optional.of(SigningKey.openSealed(backup.file(Parts.CHECKPOINT_KEY), sealed.passphrase(), directory));
            case Kept kept -> kept.checkpointKey().map(file -> SigningKey.copyOf(file, directory));
        };
        if (found.isEmpty()) {
            SigningKey.openOrMake(directory);
            PrivateFiles.write(
                    directory.keys().resolve("checkpoint-before-restore.pub"), backup.file(Parts.CHECKPOINT_PUBLIC));
        }
        return found.isEmpty();
    }
}
