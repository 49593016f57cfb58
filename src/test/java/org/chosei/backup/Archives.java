package org.chosei.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Archives that somebody changed who knows the format, and not the key. */
final class Archives {
    private Archives() {}

    /** A whole archive with one part replaced; a part of no bytes is left out. */
    static Path with(Path original, Path copy, String part, UnaryOperator<byte[]> change) {
        try (ZipFile in = new ZipFile(original.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            out.setLevel(Deflater.BEST_SPEED);
            for (ZipEntry entry : in.stream().toList()) {
                byte[] content = part(in, entry.getName());
                byte[] changed = entry.getName().equals(part) ? change.apply(content) : content;
                if (changed.length > 0 || content.length == 0) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(changed);
                    out.closeEntry();
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] part(Path archive, String name) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return part(zip, name);
        }
    }

    private static byte[] part(ZipFile zip, String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    static byte[] withOneBitFlipped(byte[] content, int at) {
        byte[] flipped = content.clone();
        flipped[at] ^= 0x10;
        return flipped;
    }
}
