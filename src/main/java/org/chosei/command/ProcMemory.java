package org.chosei.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads one figure from Linux's proc(5), where memory is given as {@code Name:   123 kB}. */
final class ProcMemory {
    private ProcMemory() {}

    /** The figure in KiB; fails when the file does not have it, rather than reporting a process without memory. */
    static long kilobytes(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (line.startsWith(name)) {
                return Long.parseLong(
                        line.substring(name.length()).replace("kB", "").strip());
            }
        }
        throw new IOException(file + " has no " + name);
    }
}
