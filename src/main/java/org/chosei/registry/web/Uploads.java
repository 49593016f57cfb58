package org.chosei.registry.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.TextDecoding;
import org.chosei.registry.ImportSheet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** A table that was chosen in a form. */
final class Uploads {
    private Uploads() {}

    /** Its bytes; refused when none was chosen. */
    static byte[] table(@Nullable MultipartFile file) {
        if (file == null || file.isEmpty()) {
            throw new Refusal.Invalid("file", "import-no-file");
        }
        try {
            return file.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of a small one, whichever of the encodings of spreadsheets they are in. */
    static String text(MultipartFile file) {
        ImportSheet.requireSmall(file.getSize());
        return TextDecoding.decode(table(file), null)
                .orElseThrow(() -> new Refusal.Invalid("file", "import-unreadable"))
                .text();
    }
}
