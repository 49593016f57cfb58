package org.chosei.installation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The settings file: UTF-8, one {@code key = value} per line, {@code #} begins a comment line. No quoting, no escapes. */
final class SettingsFile {
    private SettingsFile() {}

    static void readInto(SettingValues values, Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, UTF_8);
        } catch (IOException e) {
            throw new InstallationRefused(
                    "The settings file %s cannot be read as UTF-8 text (%s). Check its path (--settings or CHOSEI_SETTINGS), its permissions and its encoding."
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (number == 1 && line.startsWith("\uFEFF")) {
                line = line.substring(1).strip();
            }
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = "%s, line %d".formatted(file, number);
            int equals = line.indexOf('=');
            if (equals < 1) {
                values.problem("%s is \"%s\", which is not a setting. Write key = value, or begin the line with #."
                        .formatted(where, line));
            } else {
                values.write(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip(),
                        where);
            }
        }
    }
}
