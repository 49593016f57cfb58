package org.chosei.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The cases that the acting scope may see. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Cases {
    /** Default target from the day details arrived to publication; rule "45 days" of the Partnership Guideline. */
    static final Duration PUBLICATION_TARGET = Duration.ofDays(45);

    private final CaseStore store;
    private final Audiences audiences;
    private final Embargoes embargoes;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Cases(CaseStore store, Audiences audiences, Embargoes embargoes, Vault vault, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.audiences = audiences;
        this.embargoes = embargoes;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Opens a case with number, alias, clocks, embargo, audiences (staff, all vendors) and one vulnerability. Staff only. */
    public CoordinatedCase open(NewCase request) {
        required("title", request.title());
        required("summary", request.summary());
        CaseId id = new CaseId(Uuid7.at(clock.instant()));
        AudienceId staff = audiences.open(id, Audience.Kind.STAFF, null);
        audiences.open(id, Audience.Kind.ALL_VENDORS, null);
        String number = store.nextNumber(clock.instant());
        store.add(
                id,
                number,
                request.tlp(),
                vault.seal(id, staff, request.title()),
                vault.seal(id, staff, request.product()),
                vault.seal(id, staff, request.summary()));
        store.addVulnerability(Uuid7.at(clock.instant()), id);
        store.addOriginator(id, request.originator());
        if (!request.originatorNumber().isBlank()) {
            store.addAlias(id, request.originatorNumber().strip(), request.originator());
        }
        Instant received = request.detailsReceivedAt();
        store.addClock(id, "details-received", received, "report");
        store.addClock(id, "publication-target", received.plus(PUBLICATION_TARGET), "45-days");
        ledger.append(Entry.of(id, "case.opened").about("case", id).about("number", number));
        ZonedDateTime until = request.embargoUntil();
        if (until != null) {
            embargoes.confirm(id, until);
        }
        return find(id).orElseThrow();
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

    /** Makes vendors participants of the case (idempotent), in one statement; called by distribution in a wave's transaction. */
    public void addVendors(CaseId id, List<OrganisationId> vendors) {
        store.addVendors(id, vendors.stream().map(OrganisationId::value).toArray(UUID[]::new));
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

    /** The numbers that others gave the case. Staff only. */
    public List<String> aliases(CaseId id) {
        return store.aliases(id);
    }

    /** The deadlines that run, soonest first. Staff only. */
    public List<Deadline> deadlines(CaseId id) {
        return store.deadlines(id);
    }

    /** Sets the CVE id of the case's vulnerability. Staff only. */
    public void assignCve(CaseId id, String cve) {
        if (!cve.matches("CVE-[0-9]{4}-[0-9]{4,19}")) {
            throw new Refusal.Invalid("cve", "cve-malformed", cve);
        }
        store.assignCve(get(id).id(), cve);
        ledger.append(Entry.of(id, "vulnerability.named").about("cve", cve));
    }

    /** The CVE id of the case's vulnerability, if it has one. */
    public Optional<String> cve(CaseId id) {
        return store.cve(id);
    }
}
