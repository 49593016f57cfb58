package org.chosei.desk.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.Vulnerability;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.status.MatrixState;
import org.chosei.cases.status.Statuses;
import org.chosei.distribution.Fairness;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Kana;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation;
import org.jspecify.annotations.Nullable;

/**
 * The vendors of a case against its vulnerabilities.
 *
 * @param rows those that the filter leaves
 * @param bars for each column the states of all vendors, whatever the filter says
 * @param totals how many vendors stand so with one vulnerability at least, whatever the filter says
 */
public record StatusMatrix(
        CoordinatedCase of,
        Embargo embargo,
        List<Column> columns,
        List<Row> rows,
        List<StatusBar> bars,
        Map<MatrixState, Integer> totals,
        Filter filter) {

    /** A vulnerability; {@code label} is empty when it has none. */
    public record Column(Vulnerability vulnerability, String label) {}

    /**
     * One vendor.
     *
     * @param proposed a mailed status waits for a decision
     * @param endedAt when its access ended; null while it has or will have some, or never had any
     */
    public record Row(
            Organisation vendor,
            List<Cell> cells,
            boolean proposed,
            @Nullable Instant endedAt) {
        /** Whether it has a part in the case, so that staff may record what it says. */
        public boolean asked() {
            return cells.stream().anyMatch(cell -> cell.state() != MatrixState.NOT_ASKED);
        }
    }

    /** What holds for one vendor and one vulnerability; dates are null while nothing was said. */
    public record Cell(
            MatrixState state,
            @Nullable LocalDate fixDate,
            @Nullable Instant at) {}

    /**
     * What is shown.
     *
     * @param state only vendors that are so with some vulnerability; null for all that were asked or said something
     * @param name part of the vendor's name, in any width and either kana; empty for all
     */
    public record Filter(@Nullable MatrixState state, String name) {
        static Filter none() {
            return new Filter(null, "");
        }

        /** The state of this name in the address; what is no state is no filter. */
        static Filter read(String state, String name) {
            for (MatrixState each : MatrixState.values()) {
                if (each.key().equals(state)) {
                    return new Filter(each, name.strip());
                }
            }
            return new Filter(null, name.strip());
        }

        Predicate<Row> shows() {
            String part = folded(name);
            return row -> (state == null ? row.asked() : row.cells().stream().anyMatch(cell -> cell.state() == state))
                    && (part.isEmpty()
                            || folded(row.vendor().nameJa()).contains(part)
                            || folded(row.vendor().nameEn()).contains(part));
        }

        private static String folded(String text) {
            return Kana.hiragana(JapaneseText.folded(text));
        }
    }

    /** How many of the vendors that were looked at were never asked. */
    public int notAsked() {
        return bars.stream()
                .mapToInt(bar -> bar.counts().getOrDefault(MatrixState.NOT_ASKED, 0))
                .min()
                .orElse(0);
    }

    static StatusMatrix of(
            CoordinatedCase of,
            Embargo embargo,
            List<Column> columns,
            List<Fairness.Line> lines,
            Statuses.Standing said,
            Filter filter,
            Instant now) {
        List<Row> rows = new ArrayList<>();
        for (Fairness.Line line : lines) {
            List<Cell> cells = columns.stream()
                    .map(column -> cell(line, column.vulnerability().id(), said.cells(), now))
                    .toList();
            rows.add(new Row(
                    line.vendor(), cells, said.waiting().contains(line.vendor().id()), line.withdrawnAt()));
        }
        List<StatusBar> bars = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            bars.add(StatusBar.of(
                    rows.stream().map(row -> row.cells().get(column).state()).toList()));
        }
        return new StatusMatrix(
                of, embargo, columns, rows.stream().filter(filter.shows()).toList(), bars, totals(rows), filter);
    }

    private static Map<MatrixState, Integer> totals(List<Row> rows) {
        Map<MatrixState, Integer> totals = new EnumMap<>(MatrixState.class);
        rows.forEach(row -> row.cells().stream()
                .map(Cell::state)
                .distinct()
                .forEach(state -> totals.merge(state, 1, Integer::sum)));
        return totals;
    }

    private static Cell cell(
            Fairness.Line line, UUID vulnerability, Map<Statuses.Cell, Statuses.Newest> said, Instant now) {
        Statuses.Newest newest = said.get(new Statuses.Cell(line.vendor().id(), vulnerability));
        MatrixState state = MatrixState.of(newest == null ? null : newest.status(), line.known(), now);
        return new Cell(state, newest == null ? null : newest.fixDate(), newest == null ? null : newest.at());
    }

    /** The row of a vendor; null when it is not shown. */
    public @Nullable Row row(OrganisationId vendor) {
        return rows.stream()
                .filter(row -> row.vendor().id().equals(vendor))
                .findFirst()
                .orElse(null);
    }
}
