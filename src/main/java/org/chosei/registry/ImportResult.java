package org.chosei.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The result file: a line for each row that was added, and one for each problem of a row that was not. */
final class ImportResult {
    private ImportResult() {}

    static List<List<String>> of(
            ImportSheet sheet,
            ImportMapping mapping,
            List<ImportProblem> problems,
            List<ImportStore.Added> added,
            ImportWords words,
            Locale locale) {
        Map<Integer, String> ids = added.stream()
                .collect(Collectors.toMap(
                        ImportStore.Added::row, each -> each.organisation().toString()));
        Map<Integer, List<ImportProblem>> byRow = problems.stream().collect(Collectors.groupingBy(ImportProblem::row));
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("row", "name", "result", "organisation", "column", "problem"));
        byRow.getOrDefault(1, List.of()).forEach(problem -> lines.add(problem(problem, "", words, locale)));
        for (ImportSheet.Row row : sheet.rows()) {
            String name = name(row, mapping);
            List<ImportProblem> of = byRow.getOrDefault(row.number(), List.of());
            of.forEach(problem -> lines.add(problem(problem, name, words, locale)));
            if (of.isEmpty()) {
                String id = ids.getOrDefault(row.number(), "");
                lines.add(List.of(String.valueOf(row.number()), name, id.isEmpty() ? "ok" : "added", id, "", ""));
            }
        }
        return lines;
    }

    private static List<String> problem(ImportProblem problem, String name, ImportWords words, Locale locale) {
        ImportColumn column = problem.column();
        return List.of(
                String.valueOf(problem.row()),
                name,
                "problem",
                "",
                column == null ? "" : words.label(column, locale),
                words.sentence(problem, locale));
    }

    private static String name(ImportSheet.Row row, ImportMapping mapping) {
        String ja = mapping.cell(row, ImportColumn.NAME_JA);
        return ja.isEmpty() ? mapping.cell(row, ImportColumn.NAME_EN) : ja;
    }
}
