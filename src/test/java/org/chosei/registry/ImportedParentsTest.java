package org.chosei.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation.Kind;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.facts.Facts;
import org.junit.jupiter.api.Test;

/** Whom the rows of a table mean as parents. */
class ImportedParentsTest {

    @Test
    void hyphenStandsForNobodyAlsoWhereOthersHaveNoNumber() {
        List<ImportRow> rows = List.of(row(2, "one", ""), row(3, "two", "-"));
        ImportStore.Known nameless =
                new ImportStore.Known("", new OrganisationId(new UUID(9, 9)), "an organisation without number");
        ImportedParents parents = ImportedParents.of(rows, Map.of("", nameless));
        assertThat(ImportedParents.keys(rows.getLast())).doesNotContain("");
        assertThat(parents.parents()).isEmpty();
        assertThat(parents.problems())
                .containsExactly(new ImportProblem(3, ImportColumn.PARENT, "parent-unknown", "-"));
    }

    @Test
    void chainAsLongAsATableMayBeIsFollowedOnce() {
        List<ImportRow> rows = new ArrayList<>();
        int last = ImportSheet.MOST_ROWS;
        for (int i = 1; i < last; i++) {
            rows.add(row(i, "maker " + i, "maker " + (i + 1)));
        }
        rows.add(row(last, "maker " + last, "maker " + (last - 1)));
        ImportedParents parents =
                assertTimeoutPreemptively(Duration.ofSeconds(4), () -> ImportedParents.of(rows, Map.of()));
        assertThat(parents.problems())
                .as("the two at the end are each other's parents, all others only lead there")
                .extracting(ImportProblem::row)
                .containsExactly(last - 1, last);
    }

    private static ImportRow row(int number, String name, String parent) {
        OrganisationId id = new OrganisationId(new UUID(1, number));
        return new ImportRow(
                number,
                new Organisation(id, Kind.VENDOR, "", name, RegistrationClass.GENERAL),
                new Facts("", name, "", "", List.of(), null, null),
                number + "@rows.example",
                "",
                "",
                Locale.ENGLISH,
                parent);
    }
}
