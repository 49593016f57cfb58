package org.chosei.registry.keywords;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.registry.CsvCells;
import org.chosei.registry.ImportSheet;

/** The list as the table in which an operator edits it: one keyword a row, in the order in which they are asked. */
final class KeywordTable {
    private static final List<String> HEADER =
            List.of("code", "group_ja", "group_en", "label_ja", "label_en", "hint_ja", "hint_en", "wording_only");
    private static final int WORDING_ONLY = HEADER.indexOf("wording_only");
    private static final int MOST = 300;
    private static final int LONGEST = 200;
    private static final Pattern CODE = Pattern.compile("(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*");

    private KeywordTable() {}

    /**
     * What was read.
     *
     * @param sameMeaning codes of which only the wording changed, so that nobody is asked again
     */
    record Read(List<Keyword> keywords, Set<String> sameMeaning, List<Refusal.Invalid> problems) {}

    /** Every problem is named with its row; with one the keywords are of no use. */
    static Read read(String table) {
        List<Refusal.Invalid> problems = new ArrayList<>();
        ImportSheet sheet;
        try {
            sheet = ImportSheet.readSmall(table.getBytes(UTF_8));
        } catch (Refusal.Invalid refused) {
            return new Read(
                    List.of(),
                    Set.of(),
                    List.of(new Refusal.Invalid(
                            "table", refused.slug(), refused.arguments().toArray())));
        }
        if (!sheet.header().equals(HEADER) && !sheet.header().equals(HEADER.subList(0, WORDING_ONLY))) {
            return new Read(
                    List.of(),
                    Set.of(),
                    List.of(new Refusal.Invalid("table", "keyword-header", String.join(",", HEADER))));
        }
        List<Keyword> keywords = new ArrayList<>();
        Set<String> sameMeaning = new LinkedHashSet<>();
        Map<String, Integer> rows = new HashMap<>();
        for (ImportSheet.Row row : sheet.rows()) {
            Keyword keyword = new Keyword(
                    cell(row, 0),
                    cell(row, 1),
                    cell(row, 2),
                    cell(row, 3),
                    cell(row, 4),
                    cell(row, 5),
                    cell(row, 6),
                    1);
            check(row, keyword, problems);
            Integer first = rows.putIfAbsent(keyword.code(), row.number());
            if (first != null) {
                problems.add(new Refusal.Invalid("table", "keyword-twice", row.number(), keyword.code(), first));
            }
            if (!cell(row, WORDING_ONLY).isEmpty()) {
                sameMeaning.add(keyword.code());
            }
            keywords.add(keyword);
        }
        if (keywords.size() > MOST) {
            problems.add(new Refusal.Invalid("table", "keyword-many", MOST));
        }
        return new Read(keywords, sameMeaning, problems);
    }

    private static void check(ImportSheet.Row row, Keyword keyword, List<Refusal.Invalid> problems) {
        if (!CODE.matcher(keyword.code()).matches()) {
            problems.add(new Refusal.Invalid("table", "keyword-code", row.number()));
        }
        for (String needed : List.of(keyword.groupJa(), keyword.groupEn(), keyword.labelJa(), keyword.labelEn())) {
            if (needed.isEmpty()) {
                problems.add(new Refusal.Invalid("table", "keyword-words", row.number()));
                break;
            }
        }
        boolean unfit = row.cells().stream()
                .anyMatch(cell -> JapaneseText.codePoints(cell) > LONGEST
                        || cell.indexOf('\n') >= 0
                        || !JapaneseText.withVisibleBidi(cell).equals(cell));
        if (unfit || row.cells().size() > HEADER.size()) {
            problems.add(new Refusal.Invalid("table", "keyword-cell", row.number(), LONGEST));
        }
    }

    private static String cell(ImportSheet.Row row, int at) {
        return at < row.cells().size() ? row.cells().get(at) : "";
    }

    /** The list as such a table. */
    static String write(List<Keyword> keywords) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        for (Keyword each : keywords) {
            rows.add(List.of(
                    each.code(),
                    each.groupJa(),
                    each.groupEn(),
                    each.labelJa(),
                    each.labelEn(),
                    each.hintJa(),
                    each.hintEn(),
                    ""));
        }
        return CsvCells.table(rows);
    }
}
