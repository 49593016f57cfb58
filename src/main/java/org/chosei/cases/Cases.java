package org.chosei.cases;

import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Scopes;
import org.chosei.cases.clocks.Clock;
import org.chosei.cases.clocks.ClockSteps;
import org.chosei.cases.clocks.Clocks;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.vault.search.SearchEntry;
import org.chosei.vault.search.SearchIndex;
import org.chosei.vault.search.SearchKind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The cases that the acting scope may see. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Cases {
    private final CaseStore store;
    private final VulnerabilityStore vulnerabilities;
    private final Audiences audiences;
    private final Embargoes embargoes;
    private final Clocks clocks;
    private final ClockSteps clockSteps;
    private final Vault vault;
    private final SearchIndex index;
    private final Ledger ledger;
    private final InstantSource clock;

    Cases(
            CaseStore store,
            VulnerabilityStore vulnerabilities,
            Audiences audiences,
            Embargoes embargoes,
            Clocks clocks,
            ClockSteps clockSteps,
            Vault vault,
            SearchIndex index,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.vulnerabilities = vulnerabilities;
        this.audiences = audiences;
        this.embargoes = embargoes;
        this.clocks = clocks;
        this.clockSteps = clockSteps;
        this.vault = vault;
        this.index = index;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Opens a case with number, alias, clocks, embargo, audiences (staff, all vendors) and one vulnerability. Staff only. */
    public CoordinatedCase open(NewCase request) {
        CoordinatedCase opened = openEmpty(request);
        vulnerabilities.add(Uuid7.at(clock.instant()), opened.id(), 1, "", null, null);
        return opened;
    }

    /** The same without a vulnerability, for a part of another case that brings its own. Staff only. */
    public CoordinatedCase openEmpty(NewCase request) {
        required("title", request.title());
        required("summary", request.summary());
        CaseId id = new CaseId(Uuid7.at(clock.instant()));
        AudienceId staff = audiences.open(id, Audience.Kind.STAFF, null);
        audiences.open(id, Audience.Kind.ALL_VENDORS, null);
        String number = store.nextNumber(clock.instant());
        SealedId title = vault.seal(id, staff, request.title());
        SealedId product = vault.seal(id, staff, request.product());
        SealedId summary = vault.seal(id, staff, request.summary());
        store.add(id, number, request.tlp(), title, product, summary);
        index.put(
                SearchEntry.of(SearchKind.CASE, id.value(), id, staff, List.of(title, product, summary)),
                String.join("\n", request.title(), request.product(), request.summary()));
        store.addOriginator(id, request.originator());
        if (!request.originatorNumber().isBlank()) {
            store.addAlias(id, request.originatorNumber().strip(), request.originator());
        }
        ledger.append(Entry.of(id, "case.opened").about("case", id).about("number", number));
        clockSteps.accepted(id, request.detailsReceivedAt());
        ZonedDateTime until = request.embargoUntil();
        if (until != null) {
            embargoes.confirm(id, request.embargoBy(), until);
        }
        return find(id).orElseThrow();
    }

    /** What a case was known by leads to the one that goes on in its place, its own number included. Staff only. */
    public void takeAliases(CaseId from, CaseId into, String number) {
        store.takeAliases(from, into);
        if (!store.knows(into, number)) {
            store.addAlias(into, number, Scopes.person().organisation());
        }
    }

    private static void required(String field, String value) {
        if (value.isBlank()) {
            throw new Refusal.Invalid(field, "case-field-missing");
        }
    }

    /** The case, or empty for whoever may not see it: there is no difference. */
    public Optional<CoordinatedCase> find(CaseId id) {
        return store.find(id);
    }

    /** Those among them that the acting scope may see, by age. One query. */
    public List<CoordinatedCase> byId(Collection<CaseId> ids) {
        return store.byId(ids);
    }

    /** The case, or "not found". */
    public CoordinatedCase get(CaseId id) {
        return store.find(id).orElseThrow(Refusal.NotFound::new);
    }

    /** Everything that staff's pages show of the case, or "not found". One query, nothing opened. Staff only. */
    public CaseFile file(CaseId id) {
        return store.file(id).orElseThrow(Refusal.NotFound::new);
    }

    /** Title, product and summary, opened for reading; what the acting scope may not open is empty. */
    public CaseWords words(CoordinatedCase of) {
        List<SealedId> ids = new ArrayList<>(store.words(of.id()));
        ids.add(of.title());
        Map<SealedId, Opened> opened = vault.open(OpenPurpose.READ, ids);
        List<String> texts = ids.stream()
                .map(id -> Optional.ofNullable(opened.get(id)).map(Opened::text).orElse(""))
                .toList();
        return new CaseWords(texts.get(2), texts.get(0), texts.get(1));
    }

    /** By the number people see, folded for width and case. */
    public Optional<CoordinatedCase> byNumber(String number) {
        return store.byNumber(java.text.Normalizer.normalize(number.strip(), java.text.Normalizer.Form.NFKC)
                .toUpperCase(java.util.Locale.ROOT));
    }

    /** Newest first, keyset paged by id: those older than {@code before}, or the newest when null. */
    public List<CoordinatedCase> page(@Nullable CaseId before, int size) {
        return store.page(before, size);
    }

    /** The vendors that take part in the case, in the order they joined. Staff only. */
    public List<OrganisationId> vendors(CaseId id) {
        return store.vendors(id);
    }

    /** Keeps a number that somebody else gave the case; once is enough. Staff only. */
    public void addAlias(CaseId id, String alias, OrganisationId givenBy) {
        if (store.addAlias(id, alias.strip(), givenBy)) {
            ledger.append(Entry.of(id, "case.alias-added").about("organisation", givenBy));
        }
    }

    /** The clocks that the case itself started; what follows from other rooms is on the page of its deadlines. Staff only. */
    public List<Clock> deadlines(CaseFile file) {
        return clocks.started(file.of().id(), file.clocks());
    }

    /** The CVE id of the case's first vulnerability, if it has one. */
    public Optional<String> cve(CaseId id) {
        return vulnerabilities.of(id).stream()
                .findFirst()
                .map(first -> first.vulnerability().cve())
                .filter(cve -> !cve.isEmpty());
    }
}
