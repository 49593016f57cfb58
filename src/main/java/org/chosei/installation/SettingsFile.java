package org.chosei.installation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
            throw new InstallationRefused("The settings file %s %s".formatted(file, why(file, e)), e);
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

    private static String why(Path file, IOException e) {
        if (Files.isDirectory(file)) {
            return "is a directory. Name the file in it (--settings or CHOSEI_SETTINGS).";
        }
        return switch (e) {
            case NoSuchFileException _ -> "is not there. Check its path (--settings or CHOSEI_SETTINGS).";
            case AccessDeniedException _ ->
                "may not be read by this user. Its owner can change that, or start Chosei as the user that may.";
            case CharacterCodingException _ -> "is not UTF-8 text. Save it again in that encoding.";
            default -> "cannot be read (%s).".formatted(e.getMessage());
        };
    }
}
