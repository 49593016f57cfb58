package org.chosei.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chosei.backup.BackupFile;
import org.chosei.backup.Keys;
import org.chosei.backup.Restore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Makes an installation out of a backup; the server is started afterwards, by {@code serve}. */
@Command(name = "restore")
final class RestoreCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", descriptionKey = "chosei.restore.file")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(names = "--master-key", paramLabel = "FILE")
    private @Nullable Path masterKey;

    @Option(names = "--checkpoint-key", paramLabel = "FILE")
    private @Nullable Path checkpointKey;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() {
        Texts texts = Texts.ofTerminal();
        if (masterKey != null ? passphrase.isGiven() : checkpointKey != null) {
            throw new ParameterException(spec.commandLine(), texts.of("restore.one-of-both"));
        }
        CommandLog.warningsToStandardError();
        try (BackupFile backup = BackupFile.open(file)) {
            Restore.Restored restored = Restore.of(
                    backup,
                    settings.read(),
                    keys(texts, backup),
                    new SlowProgress(texts, spec.commandLine().getErr()));
            spec.commandLine()
                    .getOut()
                    .println(json ? JsonMapper.shared().writeValueAsString(restored) : words(texts, restored));
        }
        return ExitCode.OK;
    }

    private Keys keys(Texts texts, BackupFile backup) {
        if (masterKey != null) {
            return new Keys.Kept(masterKey, Optional.ofNullable(checkpointKey));
        }
        if (!backup.hasKeys()) {
            throw new CommandFailure(ExitCode.FAILED, texts.of("restore.no-keys", backup.masterKey()));
        }
        return new Keys.Sealed(passphrase.known(texts));
    }

    private static String words(Texts texts, Restore.Restored restored) {
        String words = texts.of(
                        "restore.done",
                        restored.dataDirectory(),
                        restored.takenAt(),
                        restored.tables(),
                        restored.rows())
                + System.lineSeparator()
                + texts.of("restore.waiting", restored.waitingMails());
        return restored.newCheckpointKey()
                ? words + System.lineSeparator() + texts.of("restore.new-checkpoint-key")
                : words;
    }
}
