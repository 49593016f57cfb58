package org.chosei.agreements.pdf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chosei.agreements.FontFiles;
import org.openpdf.text.pdf.BaseFont;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes records as PDF. A font is read for one PDF and let go, one at a time, because a font with Japanese characters
 * takes some 10 MB of a small heap.
 */
@Component
public class RecordPdf {
    private static final Logger LOG = LoggerFactory.getLogger(RecordPdf.class);
    private static final Pattern JAPANESE_FACE = Pattern.compile("(?i)(cjkjp|[- ]jp\\b|ja\\b|gothic)");

    private final FontFiles fonts;
    private final ReentrantLock one = new ReentrantLock(true);

    RecordPdf(FontFiles fonts) {
        this.fonts = fonts;
    }

    /** A PDF, or why there is none. */
    public sealed interface Result {
        /** The whole file. */
        record Written(byte[] bytes) implements Result {}

        /**
         * No font to write it with.
         *
         * @param found the file that is there but cannot be used, if there is one
         */
        record NoFont(FontFiles looked, Optional<Path> found) implements Result {}
    }

    /** The same bytes for the same record and the same font file. Slow: outside any transaction. */
    public Result write(SignatureRecord record) {
        return with(face -> new RecordDocument(record, face).bytes());
    }

    /** What a document makes of the host's font. */
    Result with(Function<BaseFont, byte[]> document) {
        Optional<Path> file = fonts.places().stream().filter(Files::isReadable).findFirst();
        if (file.isEmpty()) {
            return new Result.NoFont(fonts, file);
        }
        one.lock();
        try {
            Optional<BaseFont> face = open(file.get());
            return face.isEmpty() ? new Result.NoFont(fonts, file) : new Result.Written(document.apply(face.get()));
        } finally {
            one.unlock();
        }
    }

    /** Empty for a file that cannot be used: whoever put it there learns it from the page and the log. */
    private static Optional<BaseFont> open(Path file) {
        try {
            int face = face(file);
            if (FontOutlines.areCff(file, face)) {
                LOG.warn("the font {} has CFF outlines, which cannot be put into a PDF without loss", file);
                return Optional.empty();
            }
            return Optional.of(BaseFont.createFont(
                    face < 0 ? file.toString() : file + "," + face,
                    BaseFont.IDENTITY_H,
                    BaseFont.EMBEDDED,
                    BaseFont.NOT_CACHED,
                    null,
                    null));
        } catch (IOException | RuntimeException e) {
            LOG.warn("the font {} cannot be used for a PDF", file, e);
            return Optional.empty();
        }
    }

    /** A collection holds several faces; Japanese readers expect the Japanese one. -1 for a font of its own. */
    private static int face(Path file) throws IOException {
        if (!file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".ttc")) {
            return -1;
        }
        String[] names = BaseFont.enumerateTTCNames(file.toString());
        return IntStream.range(0, names.length)
                .filter(i -> JAPANESE_FACE.matcher(names[i]).find())
                .findFirst()
                .orElse(0);
    }
}
