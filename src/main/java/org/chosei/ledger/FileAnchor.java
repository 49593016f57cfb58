package org.chosei.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file with one line for each checkpoint: number, space, hash. Only ever appended to, and forced to disk. */
public final class FileAnchor implements Anchor {
    private static final Pattern LINE = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64})");

    private final Path file;

    public FileAnchor(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void keep(long seq, String hash) {
        List<Kept> before = kept();
        Kept now = new Kept(seq, hash);
        if (!before.isEmpty() && before.getLast().equals(now)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            // a power cut may have left half a line: it must not swallow this one
            String line = (endsInLine() ? "" : "\n") + seq + " " + hash + "\n";
            ByteBuffer rest = US_ASCII.encode(line);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint cannot be kept in " + file, e);
        }
    }

    private boolean endsInLine() throws IOException {
        String all = Files.readString(file, US_ASCII);
        return all.isEmpty() || all.endsWith("\n");
    }

    @Override
    public synchronized List<Kept> kept() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file, US_ASCII).stream()
                            .map(LINE::matcher)
                            .filter(Matcher::matches)
                            .map(line -> new Kept(Long.parseLong(line.group(1)), line.group(2)))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
