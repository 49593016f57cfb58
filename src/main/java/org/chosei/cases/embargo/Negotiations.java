package org.chosei.cases.embargo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.protocol.CrossRules;
import org.chosei.protocol.EmbargoEvent;
import org.chosei.protocol.EmbargoState;
import org.chosei.protocol.EmbargoTerms;
import org.chosei.protocol.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Talk about the embargo: anybody who takes part proposes; the coordinator, who owns the case, puts terms in force, rejects
 * them and ends what is in force. What the protocol forbids is refused; what it discourages wants a person who saw why.
 */
@Component
@Transactional
public class Negotiations {
    /** Asked for an answer within a week; never less than three days are given (Vultron, invitations). */
    static final Duration TO_ANSWER = Duration.ofDays(7);

    /** Each proposal asks everybody else by mail: so many a day are enough. */
    private static final int OFTEN = 3;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LEAST_TO_ANSWER = Duration.ofHours(72);
    /** Longer ones want a person who saw why (Vultron VP-05-002). */
    private static final Duration LONG = Duration.ofDays(90);

    private final Embargoes embargoes;
    private final EmbargoStore store;
    private final ConsentStore consents;
    private final AtStake stake;
    private final CaseEvents events;
    private final Reports reports;
    private final Ledger ledger;
    private final ApplicationEventPublisher publisher;
    private final InstantSource clock;

    Negotiations(
            Embargoes embargoes,
            EmbargoStore store,
            ConsentStore consents,
            AtStake stake,
            CaseEvents events,
            Reports reports,
            Ledger ledger,
            ApplicationEventPublisher publisher,
            InstantSource clock) {
        this.embargoes = embargoes;
        this.store = store;
        this.consents = consents;
        this.stake = stake;
        this.events = events;
        this.reports = reports;
        this.ledger = ledger;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Proposes terms, or others than those proposed or in force.
     *
     * @param respondBy until when an answer is asked for; null for the usual time
     * @param anyway that the person saw what speaks against it
     */
    public Term propose(CaseId caseId, ZonedDateTime until, @Nullable Instant respondBy, boolean anyway) {
        store.requireVisible(caseId);
        store.lock(caseId);
        OrganisationId proposer = Scopes.person().organisation();
        Negotiation stands = stands(caseId);
        requireLength(until, anyway);
        require(caseId, EmbargoEvent.PROPOSE, stands, anyway);
        if (stands.answerable().stream()
                .anyMatch(term -> term.until().toInstant().equals(until.toInstant()))) {
            throw new Refusal.Invalid("until", "embargo-same-terms");
        }
        if (!staff() && ownOpen(stands, proposer)) {
            throw new Refusal.Invalid("until", "embargo-one-proposal");
        }
        if (!staff() && store.proposedSince(caseId, proposer, clock.instant().minus(DAY)) >= OFTEN) {
            throw new Refusal.Invalid("until", "embargo-often", OFTEN);
        }
        Instant now = clock.instant();
        Instant least = now.plus(LEAST_TO_ANSWER);
        Instant asked = respondBy == null ? now.plus(TO_ANSWER) : respondBy.isBefore(least) ? least : respondBy;
        Instant by = asked.isAfter(until.toInstant()) ? until.toInstant() : asked;
        Term term = new Term(Uuid7.at(now), caseId, until, now, by);
        store.add(term, proposer);
        store.step(caseId, EmbargoEvent.PROPOSE, term, null);
        consents.add(term, List.of(proposer), "ACCEPTED", "proposer", null);
        ledger.append(
                Entry.of(caseId, "embargo.proposed").about("term", term.id()).detail("until", until.toString()));
        publisher.publishEvent(new EmbargoProposed(caseId, term.id()));
        return term;
    }

    /** Whether one of the open proposals is its own: every proposal asks all others for an answer. */
    private boolean ownOpen(Negotiation stands, OrganisationId proposer) {
        Map<UUID, OrganisationId> proposers =
                store.proposers(stands.open().stream().map(Term::id).toList());
        return proposers.containsValue(proposer);
    }

    private void requireLength(ZonedDateTime until, boolean anyway) {
        Duration length = Duration.between(clock.instant(), until.toInstant());
        if (!length.isPositive()) {
            throw new Refusal.Invalid("until", "embargo-past");
        }
        if (length.compareTo(Embargoes.LONGEST) > 0) {
            throw new Refusal.Invalid("until", "embargo-longest", Embargoes.LONGEST.toDays() - 1);
        }
        if (length.compareTo(LONG) > 0 && !anyway) {
            throw new Refusal.Invalid("anyway", "embargo-long", LONG.toDays());
        }
    }

    /**
     * Puts proposed terms in force, in place of those that were; who agreed to a later end agreed to this. Staff only.
     *
     * @param loses who declined them and loses its access by it, as the person saw and meant it
     * @throws Refusal.Invalid when somebody else would lose its access as well
     */
    public void accept(CaseId caseId, UUID termId, boolean anyway, Collection<OrganisationId> loses) {
        store.requireVisible(caseId);
        store.lock(caseId);
        Negotiation stands = stands(caseId);
        Term term = open(stands, termId);
        if (!term.until().toInstant().isAfter(clock.instant())) {
            throw new Refusal.WrongState("embargo-past");
        }
        if (!loses.containsAll(stake.of(caseId, stands).getOrDefault(termId, Set.of()))) {
            throw new Refusal.Invalid("loses-" + termId, "embargo-loses");
        }
        require(caseId, EmbargoEvent.ACCEPT, stands, anyway);
        store.step(caseId, EmbargoEvent.ACCEPT, term, null);
        Term before = stands.active();
        if (before != null
                && EmbargoTerms.covered(before.until().toInstant(), term.until().toInstant())) {
            consents.carry(before, term);
        }
        if (before != null) {
            consents.carryDeclines(before, term);
        }
        OrganisationId own = Scopes.person().organisation();
        if (consents.answers(caseId, term.id(), clock.instant()).get(own) == null) {
            consents.add(term, List.of(own), "ACCEPTED", "own", null);
        }
        ledger.append(Entry.of(caseId, before == null ? "embargo.confirmed" : "embargo.revised")
                .about("term", term.id())
                .detail("until", term.until().toString()));
        publisher.publishEvent(new EmbargoAgreed(caseId));
    }

    /** Rejects proposed terms, or takes back one's own; what is in force stays so. */
    public void reject(CaseId caseId, UUID termId) {
        store.requireVisible(caseId);
        store.lock(caseId);
        if (!staff()
                && !Scopes.person()
                        .organisation()
                        .equals(store.proposers(List.of(termId)).get(termId))) {
            throw new Refusal.NotFound();
        }
        Negotiation stands = stands(caseId);
        Term term = open(stands, termId);
        require(caseId, EmbargoEvent.REJECT, stands, true);
        embargoes.reject(caseId, term, null);
    }

    /**
     * Ends what is in force at once. To end it at a later time is to propose a revision. No duty to publish follows. Staff only.
     *
     * @param note what is to be remembered of it, in the ledger
     */
    public void terminate(CaseId caseId, EndReason reason, String note) {
        store.requireVisible(caseId);
        store.lock(caseId);
        Negotiation stands = embargoes.negotiation(caseId);
        // also in a case that was closed while it stayed in force: somebody has to be able to end it
        if (EmbargoState.MACHINE.after(stands.state(), EmbargoEvent.TERMINATE).isEmpty()) {
            throw new Refusal.WrongState("embargo-" + slug(Verdict.Rule.NO_SUCH_STEP));
        }
        embargoes.end(caseId, stands, reason.code(), note);
    }

    /** Terms that are still open, with whose they are. */
    public Optional<Proposed> open(UUID term) {
        return store.caseOf(term)
                .map(embargoes::negotiation)
                .flatMap(stands -> stands.open().stream()
                        .filter(each -> each.id().equals(term))
                        .findFirst())
                .map(open -> new Proposed(open, store.proposers(List.of(term)).get(term)));
    }

    /** Whose proposals all of these were: all of them for staff, the own ones for anybody else. */
    public Map<UUID, OrganisationId> proposers(Negotiation stands) {
        return store.proposers(stands.history().stream()
                .map(Happened::term)
                .filter(Objects::nonNull)
                .map(Term::id)
                .distinct()
                .toList());
    }

    /** As it stands; what has run out is ended by staff before anything else is talked about. */
    private Negotiation stands(CaseId caseId) {
        Negotiation stands = embargoes.negotiation(caseId);
        if (stands.ranOut(clock.instant())) {
            throw new Refusal.WrongState("embargo-ran-out");
        }
        return stands;
    }

    private void require(CaseId caseId, EmbargoEvent event, Negotiation stands, boolean anyway) {
        switch (CrossRules.judge(event, stands.state(), reports.own(caseId), events.state(caseId))) {
            case Verdict.Fits _ -> {
                // nothing speaks against it
            }
            case Verdict.Forbidden forbidden -> throw new Refusal.WrongState("embargo-" + slug(forbidden.rule()));
            case Verdict.Discouraged discouraged -> {
                if (!anyway) {
                    throw new Refusal.Invalid("anyway", "embargo-" + slug(discouraged.rule()));
                }
            }
        }
    }

    private static String slug(Verdict.Rule rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Term open(Negotiation stands, UUID term) {
        if (stands.history().stream()
                .noneMatch(step -> step.term() != null && step.term().id().equals(term))) {
            throw new Refusal.NotFound();
        }
        return stands.open().stream()
                .filter(each -> each.id().equals(term))
                .findFirst()
                .orElseThrow(() -> new Refusal.WrongState("embargo-term-over"));
    }

    private static boolean staff() {
        return Scopes.current() instanceof Scope.Person person && person.isStaff();
    }
}
