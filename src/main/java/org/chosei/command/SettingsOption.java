package org.chosei.command;

import java.nio.file.Path;
import org.chosei.installation.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which installation a command is about: {@code --settings}, or else {@code CHOSEI_SETTINGS}, and the environment. */
final class SettingsOption {
    @Option(names = "--settings", paramLabel = "FILE", descriptionKey = "chosei.serve.settings")
    private @Nullable Path file;

    /** Reads and checks them all. */
    Settings read() {
        return Settings.read(named(), System.getenv());
    }

    private @Nullable Path named() {
        if (file != null) {
            return file;
        }
        String fromEnvironment = System.getenv("CHOSEI_SETTINGS");
        return fromEnvironment == null || fromEnvironment.isEmpty() ? null : Path.of(fromEnvironment);
    }
}
