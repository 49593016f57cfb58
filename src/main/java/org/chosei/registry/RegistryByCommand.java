package org.chosei.registry;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.ScopedTransactionManager;
import org.chosei.access.Scopes;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Ledger;
import org.chosei.web.Messages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Import and export for a command beside the server, over a connection of the application's role and without keys. */
public final class RegistryByCommand {
    private final TransactionTemplate transaction;
    private final ImportStore store;
    private final ImportedOrganisations imported;
    private final RegistryTable table;
    private final ImportWords words = new ImportWords(new Messages());
    private final InstantSource clock;

    private RegistryByCommand(DataSource application, InstantSource clock) {
        JdbcClient jdbc = JdbcClient.create(application);
        Ledger ledger = Ledger.withoutKeys(jdbc);
        OrganisationIndex index = new OrganisationIndex(jdbc);
        this.clock = clock;
        this.transaction = new TransactionTemplate(new ScopedTransactionManager(application));
        this.store = new ImportStore(jdbc);
        this.imported = new ImportedOrganisations(store, index, words, ledger, clock);
        this.table = new RegistryTable(jdbc, index, words, ledger);
    }

    /** Over that connection; the caller closes it. */
    public static RegistryByCommand over(DataSource application, InstantSource clock) {
        return new RegistryByCommand(application, clock);
    }

    /**
     * What became of a table.
     *
     * @param unread headers of columns that are not read
     * @param result the result file's text
     */
    public record Outcome(
            ImportSheet sheet, List<String> unread, int added, List<ImportProblem> problems, String result) {}

    /** Reads the columns that the header names; with {@code dryRun} or with a problem nothing is written. */
    public Outcome bring(ImportSheet sheet, boolean dryRun, Locale locale, ImportProgress progress) {
        ImportMapping mapping = ImportMapping.proposed(sheet, words);
        ImportStore.Brought brought = new ImportStore.Brought(Uuid7.at(clock.instant()), null, sheet.sha256());
        return asOperator(() -> {
            ImportedOrganisations.Look look;
            if (dryRun) {
                look = imported.look(sheet, mapping);
            } else {
                look = imported.apply(brought, sheet, mapping, progress);
            }
            List<ImportStore.Added> added = store.added(brought.id());
            String result = CsvCells.table(ImportResult.of(sheet, mapping, look.problems(), added, words, locale));
            return new Outcome(sheet, mapping.unread(sheet), added.size(), look.problems(), result);
        });
    }

    /** The whole registry as a file. */
    public RegistryTable.Written write(RegistryTable.Encoding encoding, Locale locale) {
        return asOperator(() -> table.write(encoding, locale));
    }

    /** The words for a problem. */
    public ImportWords words() {
        return words;
    }

    private <T> T asOperator(Supplier<T> work) {
        return Scopes.as(
                new Scope.System(Purpose.OPERATOR), () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }
}
