package org.chosei.agreements.pdf;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What makes a PDF of the same record the same bytes. */
final class RecordBytes {
    private static final int LETTERS = 6;

    private RecordBytes() {}

    /**
     * Puts letters that follow from the id in place of the six that the writer drew by lot for the name of its subset
     * (ISO 32000-2, 9.9.2). The length stays, so the cross-reference table holds.
     */
    static byte[] withPrefix(byte[] pdf, String font, byte[] id) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            letters.append((char) ('A' + Math.floorMod(id[i], 26)));
        }
        String all = new String(pdf, StandardCharsets.ISO_8859_1);
        return Pattern.compile("/[A-Z]{6}\\+(?=" + Pattern.quote(font) + ")")
                .matcher(all)
                .replaceAll("/" + letters + "+")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
