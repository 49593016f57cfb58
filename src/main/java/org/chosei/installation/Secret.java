package org.chosei.installation;

import java.nio.file.Path;

/** A password read from a file: usable, but never shown by logs or error pages that print a record. */
public record Secret(String value) {
    /**
     * Reads the one line of a file that a command line names.
     *
     * @throws InstallationRefused when other users can read the file, or it does not hold one line
     */
    public static Secret inFile(Path file) {
        try {
            return SettingReaders.secretFile(file.toString());
        } catch (BadValue bad) {
            throw new InstallationRefused("%s cannot be used: %s. %s.".formatted(file, bad.wrong(), bad.fix()));
        }
    }

    @Override
    public String toString() {
        return "(not shown)";
    }
}
