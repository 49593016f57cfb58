package org.chosei.registry;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The two things that can be done with a table: look what would happen, and let it happen as a whole. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ImportedOrganisations {
    private static final int BATCH = 1000;

    private final ImportStore store;
    private final OrganisationIndex index;
    private final ImportWords words;
    private final Ledger ledger;
    private final InstantSource clock;

    ImportedOrganisations(
            ImportStore store, OrganisationIndex index, ImportWords words, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.index = index;
        this.words = words;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Reads the whole table against the registry. Writes nothing but the derived index. */
    Look look(ImportSheet sheet, ImportMapping mapping) {
        ImportReading.Read read = ImportReading.of(sheet, mapping, words, clock);
        index.refresh();
        Map<String, ImportStore.Known> emails = known(
                store.knownEmails(read.rows().stream().map(ImportRow::emailKey).toList()));
        Map<String, ImportStore.Known> names = known(store.knownNames(Stream.concat(
                        ImportRow.names(read.rows()).stream(),
                        read.rows().stream().flatMap(row -> ImportedParents.keys(row).stream()))
                .toList()));
        Map<String, ImportStore.Known> numbers = known(store.knownNumbers(read.rows().stream()
                .flatMap(row ->
                        Stream.concat(Stream.of(row.facts().corporateNumber()), ImportedParents.keys(row).stream()))
                .filter(number -> !number.isEmpty())
                .toList()));
        Map<String, ImportStore.Known> domains = known(store.knownDomains(read.rows().stream()
                .flatMap(row -> row.facts().domains().stream())
                .toList()));
        List<ImportProblem> problems = new ArrayList<>(read.problems());
        for (ImportRow row : read.rows()) {
            ImportStore.Known owner = emails.get(row.emailKey());
            if (owner != null) {
                problems.add(new ImportProblem(row.number(), ImportColumn.EMAIL, "registered", owner.name()));
            }
            ImportStore.Known numbered = numbers.get(row.facts().corporateNumber());
            if (numbered != null) {
                problems.add(
                        new ImportProblem(row.number(), ImportColumn.CORPORATE_NUMBER, "registered", numbered.name()));
            }
            for (String domain : row.facts().domains()) {
                ImportStore.Known holder = domains.get(domain);
                if (holder != null) {
                    problems.add(new ImportProblem(row.number(), ImportColumn.DOMAINS, "registered", holder.name()));
                }
            }
            for (String key : row.nameKeys()) {
                ImportStore.Known holder = names.get(key);
                if (holder != null) {
                    ImportColumn column = ImportReading.column(row, key);
                    problems.add(new ImportProblem(row.number(), column, "registered", holder.name()));
                }
            }
        }
        Map<String, ImportStore.Known> above = new HashMap<>(names);
        above.putAll(numbers);
        ImportedParents parents = ImportedParents.of(read.rows(), above);
        problems.addAll(parents.problems());
        problems.sort(Comparator.comparingInt(ImportProblem::row));
        return new Look(read.rows(), parents.parents(), List.copyOf(problems));
    }

    /** What a table would bring; {@code parents} by child. */
    record Look(List<ImportRow> rows, Map<OrganisationId, OrganisationId> parents, List<ImportProblem> problems) {
        boolean clean() {
            return problems.isEmpty();
        }
    }

    /** All rows or none: with a problem left nothing is written. One ledger entry. */
    Look apply(ImportStore.Brought brought, ImportSheet sheet, ImportMapping mapping, ImportProgress progress) {
        store.onlyOne();
        Look look = look(sheet, mapping);
        if (look.clean()) {
            List<ImportRow> rows = look.rows();
            if (brought.file() == null) {
                store.add(brought);
            }
            store.addApplied(brought.id(), rows.size());
            for (int from = 0; from < rows.size(); from += BATCH) {
                List<ImportRow> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
                List<UUID> contacts = Stream.generate(() -> Uuid7.at(clock.instant()))
                        .limit(batch.size())
                        .toList();
                store.write(brought.id(), batch, contacts);
                progress.at(from + batch.size(), rows.size());
            }
            store.writeParents(look.parents());
            index.refresh();
            ledger.append(Entry.ofInstallation("registry.imported")
                    .about("import", brought.id())
                    .about("sha256", brought.sha256())
                    .about("organisations", rows.size()));
        }
        return look;
    }

    private static Map<String, ImportStore.Known> known(List<ImportStore.Known> known) {
        return known.stream().collect(Collectors.toMap(ImportStore.Known::key, Function.identity()));
    }
}
