package org.chosei.registry;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A table of organisations brought in by staff: chosen, mapped, looked at as often as they like, applied once. */
@Component
@Transactional
public class RegistryImports {
    private final ImportStore store;
    private final ImportedOrganisations imported;
    private final ImportWords words;
    private final Organisations organisations;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    RegistryImports(
            ImportStore store,
            ImportedOrganisations imported,
            ImportWords words,
            Organisations organisations,
            Vault vault,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.imported = imported;
        this.words = words;
        this.organisations = organisations;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * An import as it stands.
     *
     * @param organisations how many the rows would bring, or did
     * @param problems empty once it is applied
     */
    public record State(
            UUID id,
            ImportSheet sheet,
            ImportMapping mapping,
            boolean applied,
            int organisations,
            List<ImportProblem> problems) {}

    /** Keeps the table sealed and says under which id, or refuses what is no table. */
    public UUID bring(byte[] file) {
        ImportSheet sheet = ImportSheet.read(file);
        UUID id = Uuid7.at(clock.instant());
        SealedId sealed = vault.seal(organisations.coordinator(), file);
        store.add(new ImportStore.Brought(id, sealed.value(), sheet.sha256()));
        return id;
    }

    /** What would happen, or what happened; {@code chosen} columns, or those that the header proposes when null. */
    public State look(UUID id, @Nullable List<String> chosen) {
        ImportSheet sheet = sheet(brought(id), OpenPurpose.READ);
        ImportMapping mapping = mapping(sheet, chosen);
        Optional<Integer> applied = store.applied(id).stream().findFirst();
        if (applied.isPresent()) {
            return new State(id, sheet, mapping, true, applied.get(), List.of());
        }
        ImportedOrganisations.Look look = imported.look(sheet, mapping);
        return new State(id, sheet, mapping, false, look.rows().size(), look.problems());
    }

    /**
     * Applies it as a whole, or changes nothing and says why not. Applied again it changes nothing either. Refused while
     * another runs: who waited would keep a connection that the running one needs.
     *
     * @param vetted by whom and how its organisations were vetted before they came here; empty when nobody can say
     */
    State apply(UUID id, List<String> chosen, String vetted, ImportProgress progress) {
        String elsewhere = vetted.isBlank() ? "" : Words.requireReason("vetted", vetted);
        ImportStore.Brought brought = brought(id);
        if (!store.onlyOneNow()) {
            throw new Refusal.Invalid("", "import-another-runs");
        }
        if (!store.applied(id).isEmpty()) {
            return look(id, chosen);
        }
        progress.at(0, 0);
        ImportSheet sheet = sheet(brought, OpenPurpose.WORK);
        ImportMapping mapping = mapping(sheet, chosen);
        ImportedOrganisations.Look look = imported.apply(brought, sheet, mapping, progress);
        if (look.clean() && !elsewhere.isEmpty()) {
            byte[] words = elsewhere.getBytes(StandardCharsets.UTF_8);
            store.addVettedElsewhere(id, vault.sealForStaff(organisations.coordinator(), words));
            ledger.append(Entry.ofInstallation("vetting.elsewhere")
                    .about("import", id)
                    .about("organisations", look.rows().size()));
        }
        return new State(id, sheet, mapping, look.clean(), look.rows().size(), look.problems());
    }

    /** The table's rows with what becomes or became of each, as a table again. */
    public String result(UUID id, @Nullable List<String> chosen, Locale locale) {
        State state = look(id, chosen);
        return CsvCells.table(
                ImportResult.of(state.sheet(), state.mapping(), state.problems(), store.added(id), words, locale));
    }

    private ImportMapping mapping(ImportSheet sheet, @Nullable List<String> chosen) {
        return chosen == null ? ImportMapping.proposed(sheet, words) : ImportMapping.chosen(sheet, chosen);
    }

    private ImportStore.Brought brought(UUID id) {
        return store.byId(id).stream().findFirst().orElseThrow(Refusal.NotFound::new);
    }

    private ImportSheet sheet(ImportStore.Brought brought, OpenPurpose purpose) {
        UUID file = brought.file();
        if (file == null) {
            // a command brought it, and kept the table where it was
            throw new Refusal.NotFound();
        }
        return ImportSheet.read(vault.open(purpose, new SealedId(file)).bytes());
    }
}
