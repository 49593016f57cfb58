package org.chosei.cases.status;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.Vulnerability;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Ledger;
import org.chosei.vault.SealedId;
import org.chosei.vault.search.SearchEntry;
import org.chosei.vault.search.SearchIndex;
import org.chosei.vault.search.SearchKind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Vendors' statements about the vulnerabilities of a case: a history, of which the newest row of each pair holds. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Statuses {
    private final StatusStore store;
    private final StatementSeal seal;
    private final Vulnerabilities vulnerabilities;
    private final Audiences audiences;
    private final SearchIndex index;
    private final Ledger ledger;
    private final InstantSource clock;

    Statuses(
            StatusStore store,
            StatementSeal seal,
            Vulnerabilities vulnerabilities,
            Audiences audiences,
            SearchIndex index,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.seal = seal;
        this.vulnerabilities = vulnerabilities;
        this.audiences = audiences;
        this.index = index;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The newest statement of one vendor. {@code statement} text is sealed; its id opens through the vault. */
    public record Stated(
            VendorStatus status,
            @Nullable LocalDate fixDate,
            @Nullable SealedId statement,
            Instant at,
            String by) {}

    /** One vendor and one vulnerability. */
    public record Cell(OrganisationId vendor, UUID vulnerability) {}

    /** What holds in a cell of the matrix: the newest that the vendor said of this vulnerability. */
    public record Newest(VendorStatus status, @Nullable LocalDate fixDate, Instant at, String via) {}

    /**
     * What was said in a case.
     *
     * @param cells what holds, where anything was said
     * @param waiting the vendors whose mailed status waits for the coordinator
     */
    public record Standing(Map<Cell, Newest> cells, Set<OrganisationId> waiting) {}

    /** A status about every vulnerability of the case, in few words. */
    public void state(
            CaseId caseId,
            OrganisationId vendor,
            VendorStatus status,
            @Nullable LocalDate fixDate,
            String statement,
            @Nullable String origin) {
        state(
                caseId,
                vendor,
                Set.of(),
                new Statement(status, fixDate, statement.strip(), "", List.of()),
                new Told.OnPage(),
                origin);
    }

    /**
     * A vendor states its own status (a member of it on a page), or staff record what it mailed or said.
     *
     * @param of the vulnerabilities that it is about; none of them means every one of the case
     * @param origin names what was sent, so that sent twice it is stated once; null for what comes once by itself
     */
    public void state(
            CaseId caseId,
            OrganisationId vendor,
            Collection<UUID> of,
            Statement statement,
            Told told,
            @Nullable String origin) {
        if (origin != null && store.stated(origin)) {
            return;
        }
        AudienceId audience = audiences
                .find(caseId, Audience.Kind.ORGANISATION, vendor)
                .map(Audience::id)
                .orElseThrow(Refusal.NotFound::new);
        List<Vulnerability> about = about(caseId, of);
        StatusStore.Words words = seal.words(caseId, audience, statement, told);
        StatusStore.Act act = StatusStore.Act.at(clock.instant(), vendor, audience, words, origin);
        store.add(caseId, about, statement, told, List.of(act));
        if (!words.sealed().isEmpty()) {
            index.put(
                    SearchEntry.of(SearchKind.STATEMENT, act.id(), caseId, audience, words.sealed())
                            .saidBy(vendor, vendor),
                    StatementSeal.text(statement));
        }
        ledger.append(StatusEntries.stated(caseId, about, act, statement.status(), told));
    }

    /** Those of the case that are meant; whoever names one that is not in it finds nothing. */
    List<Vulnerability> about(CaseId caseId, Collection<UUID> of) {
        List<Vulnerability> all = vulnerabilities.of(caseId);
        List<Vulnerability> meant = of.isEmpty()
                ? all
                : all.stream().filter(each -> of.contains(each.id())).toList();
        if (meant.isEmpty() || !of.isEmpty() && meant.size() < Set.copyOf(of).size()) {
            throw new Refusal.NotFound();
        }
        return meant;
    }

    /** Newest statement per vendor, whichever vulnerability it is about, as far as the acting scope may see. One query. */
    public Map<OrganisationId, Stated> of(CaseId caseId) {
        return store.newestOfEachVendor(caseId);
    }

    /** The newest statement of one vendor in each of these cases. One query. */
    public Map<CaseId, Stated> of(OrganisationId vendor, Collection<CaseId> cases) {
        return store.newestInEachCase(vendor, cases);
    }

    /** How the vendors of a case stand by their own words, as far as the acting scope may see. One query. */
    public Standing standing(CaseId caseId) {
        return store.standing(caseId);
    }

    /** Everything that a vendor said in a case, newest first, as far as the acting scope may see. One query. */
    public List<Said> history(CaseId caseId, OrganisationId vendor) {
        return store.history(caseId, vendor);
    }
}
