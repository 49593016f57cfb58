package org.chosei.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.chosei.registry.RegistryTable.Encoding;
import org.chosei.registry.RegistryTable.Lost;
import org.chosei.registry.RegistryTable.Written;

/** A table as a file for a spreadsheet. In Shift_JIS nothing is lost silently: then there is a list instead of a file. */
public final class TableFile {
    private TableFile() {}

    /** A row, and the name under which a person finds it. */
    public record Line(String name, List<String> cells) {}

    /** The header and the rows, every cell guarded; with a character that the encoding has not, only what would be lost. */
    public static Written write(List<String> header, List<Line> lines, Encoding encoding) {
        Charset charset = encoding == Encoding.UTF_8 ? UTF_8 : Charset.forName("windows-31j");
        List<Lost> lost = lost(lines, charset.newEncoder());
        if (!lost.isEmpty()) {
            return new Written(new byte[0], lines.size(), lost);
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(header);
        lines.forEach(line -> rows.add(line.cells()));
        String text = CsvCells.table(rows);
        return new Written((encoding == Encoding.UTF_8 ? "\uFEFF" + text : text).getBytes(charset), lines.size(), lost);
    }

    private static List<Lost> lost(List<Line> lines, CharsetEncoder encoder) {
        List<Lost> lost = new ArrayList<>();
        for (Line line : lines) {
            String.join("", line.cells()).codePoints().distinct().forEach(point -> {
                String character = Character.toString(point);
                if (!encoder.canEncode(character)) {
                    String hex = HexFormat.of().withUpperCase().toHexDigits(point, point > 0xFFFF ? 5 : 4);
                    lost.add(new Lost(line.name(), character, "U+" + hex));
                }
            });
        }
        return lost;
    }
}
