package org.chosei.cases.clocks;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
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

/** What starts, moves and meets the clocks that are kept with a case. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ClockSteps {
    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_DAYS = 3660;

    private final ClockStore store;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;
    private final Site site;
    private final InstantSource clock;

    ClockSteps(ClockStore store, Audiences audiences, Vault vault, Ledger ledger, Site site, InstantSource clock) {
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
        ledger.append(Entry.of(id, "clock.started").about("clock", kind).detail("start", at.toString()));
    }

    /** When a clock that is kept with the case started; empty before. */
    public Optional<Instant> start(CaseId id, ClockKind kind) {
        return Optional.ofNullable(row(id, kind)).map(ClockStore.Row::start);
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
                .detail("at", at.toString()));
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
                .detail("start", at.toString()));
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
                .detail("from", known.due().toString())
                .detail("to", due.toString()));
    }

    /** Records when the CVE record was published; once. It must not lie ahead. */
    public void recordPublished(CaseId id, Instant at) {
        if (at.isAfter(clock.instant())) {
            throw new Refusal.Invalid("published", "clock-ahead");
        }
        if (store.addRecord(id, at)) {
            ledger.append(Entry.of(id, "cve-record.published").detail("at", at.toString()));
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
}
