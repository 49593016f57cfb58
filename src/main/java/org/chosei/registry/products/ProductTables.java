package org.chosei.registry.products;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.ImportSheet;
import org.chosei.registry.RegistryTable.Encoding;
import org.chosei.registry.RegistryTable.Written;
import org.chosei.registry.TableFile;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.web.Messages;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The products of one organisation as a table: looked at as often as one likes, applied once and as a whole, and taken out. */
@Component
@Transactional
public class ProductTables {
    private final ProductStore store;
    private final ProductWriting writing;
    private final ProductImportStore imports;
    private final Messages messages;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    ProductTables(
            ProductStore store,
            ProductWriting writing,
            ProductImportStore imports,
            Messages messages,
            Vault vault,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.writing = writing;
        this.imports = imports;
        this.messages = messages;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A table as it stands.
     *
     * @param added how many products it would add, or did
     * @param changed how many that are there already it would change, or did
     * @param problems empty once it is applied
     * @param unread headers of columns that are not read
     */
    public record State(
            UUID id,
            ImportSheet sheet,
            boolean applied,
            int added,
            int changed,
            List<ProductProblem> problems,
            List<String> unread) {}

    /** Keeps the table sealed and says under which id, or refuses what is no table. */
    public UUID bring(OrganisationId organisation, byte[] file) {
        ImportSheet sheet = ImportSheet.readSmall(file);
        UUID id = Uuid7.at(clock.instant());
        imports.add(id, organisation, vault.seal(organisation, file), sheet.sha256());
        return id;
    }

    /** What would happen, or what happened. */
    public State look(OrganisationId organisation, UUID id) {
        return state(organisation, id, sheet(organisation, id, OpenPurpose.READ))
                .state();
    }

    /** Applies it as a whole, or changes nothing and says why not. Applied again it changes nothing either. */
    public State apply(OrganisationId organisation, UUID id) {
        store.lock(organisation);
        Planned planned = state(organisation, id, sheet(organisation, id, OpenPurpose.WORK));
        State state = planned.state();
        if (state.applied() || !state.problems().isEmpty()) {
            return state;
        }
        imports.addApplied(organisation, id, state.added(), state.changed());
        writing.add(organisation, planned.drafts());
        writing.change(organisation, planned.changes());
        ledger.append(Entry.ofInstallation("product.imported")
                .about("organisation", organisation)
                .about("import", id)
                .about("sha256", state.sheet().sha256())
                .about("added", state.added())
                .about("changed", state.changed()));
        return new State(id, state.sheet(), true, state.added(), state.changed(), List.of(), state.unread());
    }

    /** The list as a file, a row for each identifier, in the columns in which it can come back. */
    public Written write(OrganisationId organisation, Encoding encoding, Locale locale) {
        List<TableFile.Line> lines = new ArrayList<>();
        for (Product product : store.all(organisation)) {
            ProductFacts facts = product.facts();
            if (facts.identifiers().isEmpty()) {
                lines.add(line(product, "", "", locale));
            }
            facts.identifiers()
                    .forEach(each -> lines.add(line(product, each.identifier().canonical(), each.versions(), locale)));
        }
        List<String> header = Arrays.stream(ProductColumn.values())
                .map(column -> column.label(messages, locale))
                .toList();
        Written written = TableFile.write(header, lines, encoding);
        if (written.lost().isEmpty()) {
            ledger.append(Entry.ofInstallation("product.exported")
                    .about("organisation", organisation)
                    .about("rows", lines.size()));
        }
        return written;
    }

    private TableFile.Line line(Product product, String identifier, String words, Locale locale) {
        ProductFacts facts = product.facts();
        return new TableFile.Line(
                product.name(locale),
                List.of(
                        facts.nameJa(),
                        facts.nameEn(),
                        facts.kana(),
                        facts.versions(),
                        messages.text(
                                locale,
                                "registry.product-state." + facts.state().label()),
                        facts.state().date(),
                        identifier,
                        words));
    }

    private record Planned(State state, List<ProductWriting.Draft> drafts, List<ProductWriting.Change> changes) {}

    private Planned state(OrganisationId organisation, UUID id, ImportSheet sheet) {
        Optional<ProductImportStore.Applied> applied = imports.applied(id);
        if (applied.isPresent()) {
            State done = new State(
                    id, sheet, true, applied.get().added(), applied.get().changed(), List.of(), List.of());
            return new Planned(done, List.of(), List.of());
        }
        ProductRows.Read read = ProductRows.of(sheet, messages);
        Map<String, Product> there =
                store.all(organisation).stream().collect(Collectors.toMap(Product::nameKey, Function.identity()));
        List<ProductProblem> problems = new ArrayList<>(read.problems());
        List<ProductWriting.Draft> drafts = new ArrayList<>();
        List<ProductWriting.Change> changes = new ArrayList<>();
        for (ProductRows.Named each : read.products()) {
            Product was = there.get(each.key());
            ProductFacts now = facts(each, was);
            UUID version = Uuid7.at(clock.instant());
            if (now.identifiers().size() > ProductForm.MOST_IDENTIFIERS) {
                problems.add(new ProductProblem(
                        each.row(),
                        ProductColumn.IDENTIFIER,
                        "product-identifiers",
                        List.of(ProductForm.MOST_IDENTIFIERS)));
            } else if (was == null && there.size() + drafts.size() >= Products.MOST) {
                problems.add(new ProductProblem(each.row(), null, "product-many", List.of(Products.MOST)));
                break;
            } else if (was == null) {
                drafts.add(new ProductWriting.Draft(version, now, version));
            } else if (!ProductWriting.differing(was.facts(), now).isEmpty()) {
                changes.add(new ProductWriting.Change(was, now, version));
            }
        }
        problems.sort(Comparator.comparingInt(ProductProblem::row));
        State state = new State(id, sheet, false, drafts.size(), changes.size(), problems, read.unread());
        return new Planned(state, drafts, changes);
    }

    /** What the table is silent about stays, and no identifier is lost: a table adds, it does not take away. */
    private static ProductFacts facts(ProductRows.Named table, @org.jspecify.annotations.Nullable Product was) {
        ProductFacts before = was == null
                ? new ProductFacts(table.nameJa(), table.nameEn(), "", "", new ProductState.Sold(), List.of())
                : was.facts();
        Map<String, ProductIdentifier> identifiers = new LinkedHashMap<>();
        before.identifiers().forEach(each -> identifiers.put(each.identifier().canonical(), each));
        table.identifiers()
                .forEach(each -> identifiers.merge(
                        each.identifier().canonical(),
                        each,
                        (old, now) -> now.versions().isEmpty() ? old : now));
        String kana = table.kana();
        String versions = table.versions();
        ProductState state = table.state();
        return new ProductFacts(
                before.nameJa(),
                before.nameEn(),
                kana == null ? before.kana() : kana,
                versions == null ? before.versions() : versions,
                state == null ? before.state() : state,
                List.copyOf(identifiers.values()));
    }

    private ImportSheet sheet(OrganisationId organisation, UUID id, OpenPurpose purpose) {
        SealedId file = imports.file(organisation, id).orElseThrow(Refusal.NotFound::new);
        return ImportSheet.read(vault.open(purpose, file).bytes());
    }
}
