package org.chosei.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.facts.CorporateNumber;

/** Whom the rows of a table mean as parents: another row, or an organisation of the registry. */
final class ImportedParents {
    private final Map<String, OrganisationId> byKey = new HashMap<>();
    private final Map<OrganisationId, OrganisationId> parents = new HashMap<>();
    private final List<ImportProblem> problems = new ArrayList<>();

    private ImportedParents() {}

    /** What may stand for an organisation: its corporate number, or a name, folded. */
    static Set<String> keys(ImportRow row) {
        Set<String> keys = new LinkedHashSet<>();
        if (!row.parent().isBlank()) {
            keys.add(CorporateNumber.folded(row.parent()));
            keys.addAll(ImportRow.nameKeys(row.parent()));
            // a hyphen folds to nothing, and so does the number of who has none
            keys.remove("");
        }
        return keys;
    }

    /** Resolves all at once; {@code known} holds the registry's organisations by folded name and by corporate number. */
    static ImportedParents of(List<ImportRow> rows, Map<String, ImportStore.Known> known) {
        ImportedParents found = new ImportedParents();
        known.forEach((key, owner) -> found.byKey.put(key, owner.organisation()));
        for (ImportRow row : rows) {
            row.nameKeys()
                    .forEach(key -> found.byKey.put(key, row.organisation().id()));
            found.byKey.put(row.facts().corporateNumber(), row.organisation().id());
        }
        found.byKey.remove("");
        rows.stream().filter(row -> !row.parent().isBlank()).forEach(found::find);
        Set<OrganisationId> circles = found.circles();
        rows.stream()
                .filter(row -> circles.contains(row.organisation().id()))
                .forEach(row -> found.problem(row, "parent-circle"));
        return found;
    }

    private void find(ImportRow row) {
        OrganisationId parent = keys(row).stream()
                .filter(byKey::containsKey)
                .map(byKey::get)
                .findFirst()
                .orElse(null);
        if (parent == null) {
            problem(row, "parent-unknown");
        } else {
            parents.put(row.organisation().id(), parent);
        }
    }

    /**
     * Who is an ancestor of itself. Above an organisation of the registry stands no row of the table, so a circle is one of
     * rows alone. Each is walked over once, however long the chains are.
     */
    private Set<OrganisationId> circles() {
        Set<OrganisationId> circles = new HashSet<>();
        Set<OrganisationId> finished = new HashSet<>();
        for (OrganisationId start : parents.keySet()) {
            Set<OrganisationId> path = new LinkedHashSet<>();
            OrganisationId at = start;
            while (at != null && !finished.contains(at) && path.add(at)) {
                at = parents.get(at);
            }
            OrganisationId met = at;
            if (met != null && path.contains(met)) {
                path.stream().dropWhile(each -> !each.equals(met)).forEach(circles::add);
            }
            finished.addAll(path);
        }
        return circles;
    }

    private void problem(ImportRow row, String code) {
        problems.add(new ImportProblem(row.number(), ImportColumn.PARENT, code, row.parent()));
    }

    /** Child and parent. */
    Map<OrganisationId, OrganisationId> parents() {
        return parents;
    }

    List<ImportProblem> problems() {
        return problems;
    }
}
