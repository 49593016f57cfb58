package org.chosei.cases.clocks;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.registry.ImportSheet;

/**
 * A table of holidays in the shape in which the Cabinet Office publishes it: a header line, then date and name
 * ({@code 2026/1/1,元日}), in Shift_JIS or UTF-8 with or without a byte order mark.
 *
 * @param charset Java's name of the one that read it
 */
public record HolidayFile(String sha256, String charset, List<Holiday> holidays, List<HolidayProblem> problems) {
    private static final Pattern DATE = Pattern.compile("([0-9]{4})([/-])([0-9]{1,2})\\2([0-9]{1,2})");
    private static final int LONGEST_NAME = 100;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    /**
     * Reads it whole; what is wrong with single rows is in {@code problems}.
     *
     * @throws Refusal.Invalid when it is no such table, or larger than 2 MB
     */
    public static HolidayFile read(byte[] file) {
        ImportSheet sheet = ImportSheet.readSmall(file);
        if (date(sheet.header().getFirst()).isPresent()) {
            throw new Refusal.Invalid("file", "holidays-header");
        }
        Map<LocalDate, Holiday> found = new LinkedHashMap<>();
        List<HolidayProblem> problems = new ArrayList<>();
        for (ImportSheet.Row row : sheet.rows()) {
            problem(row, found).ifPresentOrElse(problems::add, () -> {
                Holiday holiday = new Holiday(
                        date(row.cells().getFirst()).orElseThrow(), row.cells().get(1));
                found.put(holiday.day(), holiday);
            });
        }
        return new HolidayFile(sheet.sha256(), sheet.charset(), List.copyOf(found.values()), List.copyOf(problems));
    }

    private static Optional<HolidayProblem> problem(ImportSheet.Row row, Map<LocalDate, Holiday> before) {
        List<String> cells = row.cells();
        if (cells.size() < 2 || cells.stream().skip(2).anyMatch(cell -> !cell.isEmpty())) {
            return of(row, HolidayProblem.Code.COLUMNS, String.join(",", cells));
        }
        String name = cells.get(1);
        Optional<LocalDate> day = date(cells.getFirst());
        if (day.isEmpty()) {
            return of(row, HolidayProblem.Code.DATE, cells.getFirst());
        }
        if (day.get().getYear() < FIRST_YEAR || day.get().getYear() > LAST_YEAR) {
            return of(row, HolidayProblem.Code.YEAR, cells.getFirst());
        }
        if (name.isEmpty() || JapaneseText.codePoints(name) > LONGEST_NAME) {
            return of(row, HolidayProblem.Code.NAME, name);
        }
        return before.containsKey(day.get()) ? of(row, HolidayProblem.Code.TWICE, cells.getFirst()) : Optional.empty();
    }

    private static Optional<HolidayProblem> of(ImportSheet.Row row, HolidayProblem.Code code, String value) {
        String shown = value.length() > LONGEST_NAME ? value.substring(0, LONGEST_NAME) + "…" : value;
        return Optional.of(new HolidayProblem(row.number(), code, JapaneseText.withVisibleBidi(shown)));
    }

    private static Optional<LocalDate> date(String cell) {
        Matcher read = DATE.matcher(JapaneseText.plain(cell));
        if (!read.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(read.group(1)), Integer.parseInt(read.group(3)), Integer.parseInt(read.group(4))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
