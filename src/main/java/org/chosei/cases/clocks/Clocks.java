package org.chosei.cases.clocks;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.cases.embargo.Embargo;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The clocks of cases. What other rooms know is given as {@link CaseFacts} and derived from, never copied. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Clocks {
    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_DAYS = 3660;

    private final ClockStore store;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;
    private final Site site;
    private final InstantSource clock;

    Clocks(ClockStore store, Audiences audiences, Vault vault, Ledger ledger, Site site, InstantSource clock) {
        this.store = store;
        this.audiences = audiences;
        this.vault = vault;
        this.ledger = ledger;
        this.site = site;
        this.clock = clock;
    }

    /** The report of a new case was accepted at this instant: clock B starts. */
    public void accepted(CaseId id, Instant at) {
        start(id, ClockKind.ACCEPTANCE, at);
    }

    private void start(CaseId id, ClockKind kind, Instant at) {
        ClockRules rules = ClockRules.inForce();
        store.set(new ClockStore.Row(id, kind, at, rules.of(kind).end(at, plain()), rules.version(), null));
        ledger.append(Entry.of(id, "clock.started").about("clock", kind).about("start", at));
    }

    /** The clocks that are kept here count calendar days, for which the zone is enough. */
    private BusinessCalendar plain() {
        return new BusinessCalendar(site.zone(), Set.of(), List.of());
    }

    /**
     * Records a try to reach a vendor. The first starts clock A; an earlier one that is recorded later starts it anew, and
     * an end that staff have moved stays where they moved it.
     *
     * @param form names the form that was sent, so that sent twice it is one attempt
     * @param whom who was tried, and {@code note} what shows it; both are sealed
     * @throws Refusal.Invalid when it lies ahead or a text is missing or too long
     */
    public void attempted(CaseId id, UUID form, Instant at, Attempt.Channel channel, String whom, String note) {
        if (at.isAfter(clock.instant())) {
            throw new Refusal.Invalid("when", "clock-ahead");
        }
        String proof = text("whom", whom) + "\n" + text("note", note);
        store.lock(id);
        if (store.hasAttempt(form)) {
            return;
        }
        store.add(new Attempt(form, at, channel, vault.seal(id, staff(id), proof)), id);
        ledger.append(Entry.of(id, "contact.attempted")
                .about("attempt", form)
                .about("channel", channel)
                .about("at", at));
        ClockStore.Row known = row(id, ClockKind.FIRST_CONTACT);
        if (known == null) {
            start(id, ClockKind.FIRST_CONTACT, at);
        } else if (at.isBefore(known.start())) {
            earlier(known, at);
        }
    }

    private void earlier(ClockStore.Row known, Instant at) {
        ClockRules rules = ClockRules.version(known.rules());
        Instant due = known.reason() == null ? rules.of(known.kind()).end(at, plain()) : known.due();
        store.set(new ClockStore.Row(known.caseId(), known.kind(), at, due, known.rules(), known.reason()));
        ledger.append(Entry.of(known.caseId(), "clock.started")
                .about("clock", known.kind())
                .about("start", at));
    }

    private ClockStore.@Nullable Row row(CaseId id, ClockKind kind) {
        return store.of(List.of(id)).stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElse(null);
    }

    /**
     * Moves the end of a clock for a reason, which is sealed. To the same instant again changes nothing.
     *
     * @throws Refusal.Invalid when it is another's to move, the new end is not ahead, or the reason is missing
     * @throws Refusal.WrongState when the clock does not run
     */
    public void move(CaseId id, ClockKind kind, Instant due, String reason) {
        if (!kind.movable()) {
            throw new Refusal.Invalid("clock", "clock-not-movable");
        }
        String why = text("reason", reason);
        store.lock(id);
        ClockStore.Row known = row(id, kind);
        if (known == null) {
            throw new Refusal.WrongState("clock-not-started");
        }
        if (known.due().equals(due)) {
            return;
        }
        if (!due.isAfter(clock.instant()) || due.isAfter(plain().plusDays(known.start(), LONGEST_DAYS))) {
            throw new Refusal.Invalid("due", "clock-end");
        }
        SealedId sealed = vault.seal(id, staff(id), why);
        store.set(new ClockStore.Row(id, kind, known.start(), due, known.rules(), sealed));
        ledger.append(Entry.of(id, "clock.moved")
                .about("clock", kind)
                .about("from", known.due())
                .about("to", due));
    }

    /** Records when the CVE record was published; once. It must not lie ahead. */
    public void recordPublished(CaseId id, Instant at) {
        if (at.isAfter(clock.instant())) {
            throw new Refusal.Invalid("published", "clock-ahead");
        }
        if (store.addRecord(id, at)) {
            ledger.append(Entry.of(id, "cve-record.published").about("at", at));
        }
    }

    private AudienceId staff(CaseId id) {
        return audiences.find(id, Audience.Kind.STAFF, null).map(Audience::id).orElseThrow(Refusal.NotFound::new);
    }

    private static String text(String field, String typed) {
        String kept = typed.strip();
        if (kept.isEmpty()) {
            throw new Refusal.Invalid(field, "clock-text-missing");
        }
        if (kept.length() > LONGEST_TEXT) {
            throw new Refusal.Invalid(field, "clock-text-long", LONGEST_TEXT);
        }
        return kept;
    }

    /** The tries to reach vendors, earliest first. */
    public List<Attempt> attempts(CaseId id) {
        return store.attempts(id);
    }

    /** The clocks that the case itself started, without what other rooms know of it. One query. */
    public List<Clock> started(CaseId id) {
        return store.of(List.of(id)).stream()
                .map(row -> clock(row, null, clock.instant()))
                .toList();
    }

    /** Every clock of a case, in the order of the rules. Two queries. */
    public List<Clock> of(CaseId id, CaseFacts facts) {
        return ofEach(Map.of(id, facts)).getOrDefault(id, List.of());
    }

    /** The same of many cases; the queries do not grow with them. */
    public Map<CaseId, List<Clock>> ofEach(Map<CaseId, CaseFacts> facts) {
        Map<CaseId, List<ClockStore.Row>> rows =
                store.of(facts.keySet()).stream().collect(groupingBy(ClockStore.Row::caseId));
        Map<CaseId, Instant> records = store.records(facts.keySet());
        Instant now = clock.instant();
        Map<CaseId, List<Clock>> clocks = new LinkedHashMap<>();
        facts.forEach((id, known) ->
                clocks.put(id, clocks(rows.getOrDefault(id, List.of()), known, records.get(id), now)));
        return clocks;
    }

    /** Which of these cases have a CVE id. One query. */
    public Set<CaseId> withCve(Collection<CaseId> cases) {
        return store.withCve(cases);
    }

    private List<Clock> clocks(List<ClockStore.Row> rows, CaseFacts facts, @Nullable Instant recordAt, Instant now) {
        ClockRules rules = ClockRules.inForce();
        List<Clock> clocks = new ArrayList<>();
        for (ClockKind kind : List.of(ClockKind.FIRST_CONTACT, ClockKind.ACCEPTANCE)) {
            clocks.add(rows.stream()
                    .filter(row -> row.kind() == kind)
                    .findFirst()
                    .map(row -> clock(row, facts.publishedAt(), now))
                    .orElseGet(() -> Clock.waiting(rules.of(kind))));
        }
        ClockRule details = rules.of(ClockKind.DETAILS);
        Instant wave = facts.firstWave();
        clocks.add(wave == null ? Clock.waiting(details) : Clock.of(details, wave, wave, wave, now));
        clocks.add(embargo(facts.embargo(), now));
        Instant published = facts.publishedAt();
        for (ClockKind kind : List.of(ClockKind.CVE_SHOULD, ClockKind.CVE_MUST)) {
            ClockRule rule = rules.of(kind);
            clocks.add(
                    published == null || !facts.cve()
                            ? Clock.waiting(rule)
                            : Clock.of(rule, published, rule.end(published, plain()), recordAt, now));
        }
        return List.copyOf(clocks);
    }

    private static Clock clock(ClockStore.Row row, @Nullable Instant metAt, Instant now) {
        ClockRule rule = ClockRules.version(row.rules()).of(row.kind());
        return Clock.of(rule, row.start(), row.due(), metAt, now).movedFor(row.reason());
    }

    /** Clock D of an embargo, for whoever may know it. */
    public static Clock embargo(Embargo embargo, Instant now) {
        ClockRule rule = ClockRules.inForce().of(ClockKind.EMBARGO);
        return switch (embargo) {
            case Embargo.None _ -> Clock.waiting(rule);
            case Embargo.Active active -> Clock.agreed(rule, active.until().toInstant(), null, now);
            case Embargo.Ended ended -> Clock.agreed(rule, ended.until().toInstant(), ended.endedAt(), now);
        };
    }
}
