package org.chosei.registry;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The cells of tables that leave for a spreadsheet. A cell that the spreadsheet would take for a formula gets an
 * apostrophe in front, which is taken off again when the table comes back; so is what already looks like that.
 */
public final class CsvCells {
    /** Full-width signs too: Japanese spreadsheets take them for the plain ones. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r＝＋－＠].*", Pattern.DOTALL);

    private CsvCells() {}

    /** Safe for a spreadsheet. */
    public static String guarded(String cell) {
        return FORMULA.matcher(cell).matches() ? "'" + cell : cell;
    }

    /** As it was before {@link #guarded}. */
    public static String unguarded(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }

    /** The table as RFC 4180 has it, every cell guarded. */
    public static String table(List<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            rows.forEach(row ->
                    writer.writeRecord(row.stream().map(CsvCells::guarded).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
