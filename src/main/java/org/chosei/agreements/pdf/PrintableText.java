package org.chosei.agreements.pdf;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.openpdf.text.pdf.BaseFont;

/** Text as the font can show it. A character that it has not got would vanish without a word: its number stands instead. */
final class PrintableText {
    private final BaseFont face;
    private final Set<String> missing = new TreeSet<>();

    PrintableText(BaseFont face) {
        this.face = face;
    }

    String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.replace("\t", "    ").codePoints().forEach(each -> {
            if (each == '\n' || face.charExists(each)) {
                shown.appendCodePoint(each);
            } else {
                String number = String.format(Locale.ROOT, "[U+%04X]", each);
                missing.add(number);
                shown.append(number);
            }
        });
        return shown.toString();
    }

    boolean anyMissing() {
        return !missing.isEmpty();
    }

    /** The numbers that stand for characters, each once. */
    String missing() {
        return String.join(" ", missing);
    }
}
