package org.chosei.registry;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
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

    /** {@code number} counts as spreadsheets do: the header is row 1. */
    public record Row(int number, List<String> cells) {}

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
        if (header.size() > MOST_COLUMNS) {
            throw refused("import-columns", MOST_COLUMNS);
        }
        String hash = HexFormat.of().formatHex(Hashes.sha256(file));
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
