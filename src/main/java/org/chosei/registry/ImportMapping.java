package org.chosei.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Which column of a table means what: proposed from its header, corrected by a person. */
public record ImportMapping(List<Optional<ImportColumn>> columns) {

    /** From the header's words; of two columns that could mean the same the first does. */
    public static ImportMapping proposed(ImportSheet sheet, ImportWords words) {
        Set<ImportColumn> taken = EnumSet.noneOf(ImportColumn.class);
        return new ImportMapping(sheet.header().stream()
                .map(header -> words.column(header).filter(taken::add))
                .toList());
    }

    /** As a person chose; a name of no column means that it is not read. */
    public static ImportMapping chosen(ImportSheet sheet, List<String> names) {
        List<Optional<ImportColumn>> columns = new ArrayList<>();
        for (int i = 0; i < sheet.header().size(); i++) {
            String name = i < names.size() ? names.get(i) : "";
            columns.add(Arrays.stream(ImportColumn.values())
                    .filter(each -> each.name().equals(name))
                    .findFirst());
        }
        return new ImportMapping(columns);
    }

    /** What the table says in this column; empty when it has none, or the row ends before it. */
    String cell(ImportSheet.Row row, ImportColumn column) {
        int at = columns.indexOf(Optional.of(column));
        return at < 0 || at >= row.cells().size() ? "" : row.cells().get(at);
    }

    /** The headers of what is not read. */
    List<String> unread(ImportSheet sheet) {
        return IntStream.range(0, columns.size())
                .filter(at -> columns.get(at).isEmpty())
                .mapToObj(at -> sheet.header().get(at))
                .toList();
    }

    /** The column that two headers were chosen for, if there is one: then it is unclear which is meant. */
    Optional<ImportColumn> ambiguous() {
        Set<ImportColumn> seen = EnumSet.noneOf(ImportColumn.class);
        return columns.stream()
                .flatMap(Optional::stream)
                .filter(each -> !seen.add(each))
                .findFirst();
    }
}
