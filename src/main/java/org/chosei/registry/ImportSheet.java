package org.chosei.registry;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Sha256;
import org.chosei.kernel.TextDecoding;

/**
 * A table as it was brought: UTF-8 with or without a byte order mark, or Shift_JIS with its vendor extensions.
 *
 * @param charset Java's name of the one that read it without loss
 */
public record ImportSheet(String sha256, String charset, List<String> header, List<Row> rows) {
    /** More organisations than a national registry has; a larger table is the wrong file. */
    static final int MOST_ROWS = 20_000;

    private static final int MOST_COLUMNS = 100;
    private static final int SMALL_MEGABYTES = 2;

    /** {@code number} counts as spreadsheets do: the header is row 1. */
    public record Row(int number, List<String> cells) {}

    /**
     * Reads a table that one organisation or one editor keeps. Many people may bring such tables at once, so one must not
     * take much memory: at most 2 MB.
     *
     * @throws Refusal.Invalid when it is larger or no such table
     */
    public static ImportSheet readSmall(byte[] file) {
        requireSmall(file.length);
        return read(file);
    }

    /**
     * Says no before anything of a large file is decoded.
     *
     * @throws Refusal.Invalid when a table of that many bytes is not read by {@link #readSmall}
     */
    public static void requireSmall(long bytes) {
        if (bytes > SMALL_MEGABYTES * 1024L * 1024) {
            throw refused("import-large", SMALL_MEGABYTES);
        }
    }

    /**
     * Reads it.
     *
     * @throws Refusal.Invalid when it is no such table
     */
    public static ImportSheet read(byte[] file) {
        TextDecoding.Decoded decoded = TextDecoding.decode(file, null).orElseThrow(() -> refused("import-unreadable"));
        List<Row> rows = new ArrayList<>();
        int number = 0;
        try (CsvReader<CsvRecord> records = records(decoded.text())) {
            for (CsvRecord each : records) {
                number++;
                if (each.getFieldCount() > MOST_COLUMNS) {
                    throw number == 1
                            ? refused("import-columns", MOST_COLUMNS)
                            : refused("import-row-columns", number, MOST_COLUMNS);
                }
                List<String> cells =
                        each.getFields().stream().map(ImportSheet::clean).toList();
                if (number == 1 || cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                    rows.add(new Row(number, cells));
                }
                if (rows.size() > MOST_ROWS + 1) {
                    throw refused("import-too-many", MOST_ROWS);
                }
            }
        } catch (CsvParseException e) {
            throw refused("import-quotes", number + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (rows.size() < 2) {
            throw refused("import-empty");
        }
        List<String> header = rows.getFirst().cells();
        String hash = Sha256.hex(file);
        return new ImportSheet(hash, decoded.charset(), header, List.copyOf(rows.subList(1, rows.size())));
    }

    private static CsvReader<CsvRecord> records(String text) {
        return CsvReader.builder()
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text);
    }

    private static String clean(String cell) {
        return CsvCells.unguarded(JapaneseText.withoutControls(cell).strip()).strip();
    }

    private static Refusal.Invalid refused(String slug, Object... arguments) {
        return new Refusal.Invalid("file", slug, arguments);
    }
}
