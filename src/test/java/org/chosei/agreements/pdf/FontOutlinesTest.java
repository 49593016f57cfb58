package org.chosei.agreements.pdf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.chosei.agreements.FontFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A font whose characters could come out broken is refused, whether it stands alone or in a collection. */
class FontOutlinesTest {
    private static final SignatureRecord RECORD = new SignatureRecord(
            new UUID(0, 1), Instant.EPOCH, Locale.ENGLISH, "Title", List.of(), "Text", "Words", "Missing:");

    @Test
    void openTypeWithCffIsToldFromTrueTypeAloneAndInACollection(@TempDir Path directory) throws IOException {
        Path cff = Files.write(directory.resolve("cff.otf"), "OTTO and more".getBytes(US_ASCII));
        Path trueType = Files.write(directory.resolve("true.ttf"), new byte[] {0, 1, 0, 0, 9});
        byte[] two = ByteBuffer.allocate(40)
                .put("ttcf".getBytes(US_ASCII))
                .putInt(0x00010000)
                .putInt(2)
                .putInt(24)
                .putInt(32)
                .putInt(0)
                .putInt(0x00010000)
                .putInt(0)
                .put("OTTO".getBytes(US_ASCII))
                .array();
        Path collection = Files.write(directory.resolve("two.ttc"), two);
        assertThat(FontOutlines.areCff(cff, -1)).isTrue();
        assertThat(FontOutlines.areCff(trueType, -1)).isFalse();
        assertThat(FontOutlines.areCff(collection, 0)).isFalse();
        assertThat(FontOutlines.areCff(collection, 1)).isTrue();
    }

    @Test
    void noPdfIsWrittenWithSuchAFontNorWithAFileThatIsNone(@TempDir Path directory) throws IOException {
        for (String content : List.of("OTTO and more", "no font at all", "")) {
            Path file = Files.write(directory.resolve("some.otf"), content.getBytes(US_ASCII));
            assertThat(new RecordPdf(FontFiles.of(file)).write(RECORD))
                    .isInstanceOfSatisfying(
                            RecordPdf.Result.NoFont.class,
                            none -> assertThat(none.found()).contains(file));
        }
    }
}
