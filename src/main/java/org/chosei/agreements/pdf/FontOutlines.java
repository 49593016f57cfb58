package org.chosei.agreements.pdf;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * What kind of outlines a font has. The PDF writer subsets TrueType outlines well; of CFF outlines (OpenType, OTTO), as in
 * Noto Sans CJK, it loses subroutines, so that some characters come out broken. A record must not show broken characters.
 */
final class FontOutlines {
    private static final int CFF = 0x4F54544F;
    private static final int OFFSETS = 12;

    private FontOutlines() {}

    /** Whether this face has CFF outlines; {@code face} is its place in a collection, or -1 for a font of its own. */
    static boolean areCff(Path file, int face) throws IOException {
        try (RandomAccessFile font = new RandomAccessFile(file.toFile(), "r")) {
            if (face >= 0) {
                font.seek(OFFSETS + 4L * face);
                font.seek(Integer.toUnsignedLong(font.readInt()));
            }
            return font.readInt() == CFF;
        }
    }
}
