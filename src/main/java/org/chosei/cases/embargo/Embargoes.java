package org.chosei.cases.embargo;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.protocol.EmbargoEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is in force in each case, how it came to be and how it ends. Talk about it is in {@link Negotiations}. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Embargoes {
    /** None is longer than a year (Vultron VP-05-002). */
    static final Duration LONGEST = Duration.ofDays(366);

    private final EmbargoStore store;
    private final ConsentStore consents;
    private final Ledger ledger;
    private final InstantSource clock;

    Embargoes(EmbargoStore store, ConsentStore consents, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.consents = consents;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Nobody changes the embargo of the case, or answers about it, until the transaction ends. Before any other lock. */
    public void hold(CaseId caseId) {
        store.lock(caseId);
    }

    /** The embargo of a case, as far as the acting scope may know it. */
    public Embargo of(CaseId caseId) {
        return negotiation(caseId).embargo();
    }

    /** The embargoes of several cases in one query; cases without one are absent. */
    public Map<CaseId, Embargo> ofEach(Collection<CaseId> cases) {
        Map<CaseId, Embargo> found = new LinkedHashMap<>();
        store.history(cases)
                .forEach((of, history) ->
                        found.put(of, Negotiation.replay(history).embargo()));
        return found;
    }

    /** Where the embargo of a case stands, with all that happened. One query. */
    public Negotiation negotiation(CaseId caseId) {
        return Negotiation.replay(store.history(List.of(caseId)).getOrDefault(caseId, List.of()));
    }

    /** What is in force and who said what to it; for the gate. Two queries. */
    public Binding binding(CaseId caseId) {
        Negotiation now = negotiation(caseId);
        Term active = now.active();
        return new Binding(
                now.embargo(),
                active == null || !now.state().inForce()
                        ? Map.of()
                        : consents.answers(caseId, active.id(), clock.instant()));
    }

    /**
     * Confirms what the originator asked for with its report: proposed and accepted at once (Vultron, table of defaults). The
     * instant must lie ahead. Staff only.
     */
    public void confirm(CaseId caseId, OrganisationId originator, ZonedDateTime until) {
        store.lock(caseId);
        if (!until.toInstant().isAfter(clock.instant())) {
            throw new Refusal.Invalid("embargo", "embargo-past");
        }
        if (Duration.between(clock.instant(), until.toInstant()).compareTo(LONGEST) > 0) {
            throw new Refusal.Invalid("embargo", "embargo-longest", LONGEST.toDays() - 1);
        }
        if (!negotiation(caseId).history().isEmpty()) {
            throw new Refusal.WrongState("embargo-exists");
        }
        begin(caseId, originator, until, List.of(originator, Scopes.person().organisation()));
    }

    /** Terms that are in force from the start, with those who agreed to them. */
    void begin(CaseId caseId, OrganisationId proposer, ZonedDateTime until, Collection<OrganisationId> agreed) {
        Term term = new Term(Uuid7.at(clock.instant()), caseId, until, clock.instant(), null);
        store.add(term, proposer);
        store.step(caseId, EmbargoEvent.PROPOSE, term, null);
        store.step(caseId, EmbargoEvent.ACCEPT, term, null);
        consents.add(term, agreed.stream().distinct().toList(), "ACCEPTED", "proposer", null);
        ledger.append(Entry.of(caseId, "embargo.confirmed").detail("until", until.toString()));
    }

    /**
     * Ends the embargo because of something that ends it, such as publication: what is in force at once, what is only
     * proposed with it. Nothing holds: ending again changes nothing. Write first what happened (CS before EM).
     *
     * @param reason a code with a sentence under {@code cases.embargo.reason}
     */
    public void end(CaseId caseId, String reason) {
        store.lock(caseId);
        end(caseId, negotiation(caseId), reason, null);
    }

    void end(CaseId caseId, Negotiation stands, String reason, @Nullable String note) {
        switch (stands.state()) {
            case PROPOSED -> stands.open().forEach(term -> reject(caseId, term, reason));
            case ACTIVE, REVISE -> {
                store.step(caseId, EmbargoEvent.TERMINATE, null, reason);
                Entry ended = Entry.of(caseId, "embargo.ended")
                        .detail("reason", reason)
                        .detail(
                                "until",
                                String.valueOf(
                                        stands.active() == null
                                                ? ""
                                                : stands.active().until()));
                ledger.append(note == null || note.isBlank() ? ended : ended.detail("note", note.strip()));
            }
            case NONE, EXITED -> {
                // nothing holds and nothing is proposed
            }
        }
    }

    void reject(CaseId caseId, Term term, @Nullable String reason) {
        store.step(caseId, EmbargoEvent.REJECT, term, reason);
        ledger.append(Entry.of(caseId, "embargo.rejected")
                .about("term", term.id())
                .detail("until", term.until().toString()));
    }

    /**
     * Records that a signed NDA is standing consent of these vendors to the embargo in force, citing the versions. One
     * statement; nothing when no embargo is in force.
     */
    public void consentStanding(CaseId caseId, Collection<OrganisationId> vendors, int ndaVersion, int policyVersion) {
        Negotiation stands = negotiation(caseId);
        Term active = stands.active();
        if (active != null && stands.state().inForce()) {
            consents.standing(active, vendors, ndaVersion, policyVersion);
        }
    }
}
