package org.chosei.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chosei.backup.Backup;
import org.chosei.installation.AttachedDatabase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Takes a backup, while the server runs or not. */
@Command(name = "backup")
final class BackupCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", descriptionKey = "chosei.backup.file")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(names = "--without-keys")
    private boolean withoutKeys;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() {
        Texts texts = Texts.ofTerminal();
        if (withoutKeys && passphrase.isGiven()) {
            throw new ParameterException(spec.commandLine(), texts.of("backup.one-of-both"));
        }
        CommandLog.warningsToStandardError();
        Optional<char[]> words = withoutKeys ? Optional.empty() : Optional.of(passphrase.chosen(texts));
        try (AttachedDatabase installation = AttachedDatabase.of(settings.read())) {
            Backup.Taken taken = Backup.take(
                    installation,
                    file,
                    words,
                    new SlowProgress(texts, spec.commandLine().getErr()));
            spec.commandLine()
                    .getOut()
                    .println(json ? JsonMapper.shared().writeValueAsString(taken) : words(texts, taken));
        }
        return ExitCode.OK;
    }

    private static String words(Texts texts, Backup.Taken taken) {
        return texts.of("backup.taken", taken.file(), taken.bytes(), taken.takenAt(), taken.tables(), taken.rows())
                + System.lineSeparator()
                + texts.of(taken.withKeys() ? "backup.with-keys" : "backup.without-keys", taken.masterKey());
    }
}
