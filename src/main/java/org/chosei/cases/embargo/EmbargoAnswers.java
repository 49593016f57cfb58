package org.chosei.cases.embargo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.protocol.ConsentState;
import org.chosei.protocol.Consents;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What participants say to terms: one answer for each of them and each of the terms (Vultron PEC, ADR-0120). Silence is
 * never an answer, and a late one still counts while the terms stand.
 */
@Component
@Transactional
public class EmbargoAnswers {
    private final JdbcClient jdbc;
    private final Embargoes embargoes;
    private final EmbargoStore store;
    private final ConsentStore consents;
    private final Ledger ledger;
    private final ApplicationEventPublisher publisher;
    private final InstantSource clock;

    EmbargoAnswers(
            JdbcClient jdbc,
            Embargoes embargoes,
            EmbargoStore store,
            ConsentStore consents,
            Ledger ledger,
            ApplicationEventPublisher publisher,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.embargoes = embargoes;
        this.store = store;
        this.consents = consents;
        this.ledger = ledger;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** An organisation's answers by terms, and how it stands to what is in force. */
    public record Stand(OrganisationId organisation, Map<UUID, ConsentState> answers, Consents.Stand stand) {}

    /** How everybody who was asked or answered stands: all for staff, oneself for anybody else. Two queries. */
    public List<Stand> stands(CaseId caseId, Negotiation negotiation) {
        Instant now = clock.instant();
        Map<OrganisationId, Map<UUID, ConsentState>> answers = new LinkedHashMap<>();
        consents.newest(caseId)
                .forEach(row -> answers.computeIfAbsent(row.organisation(), _ -> new LinkedHashMap<>())
                        .put(row.term(), row.at(now)));
        Optional<UUID> active = negotiation.state().inForce()
                ? Optional.ofNullable(negotiation.active()).map(Term::id)
                : Optional.empty();
        List<Stand> stands = new ArrayList<>();
        answers.forEach(
                (organisation, said) -> stands.add(new Stand(organisation, said, Consents.stand(said, active))));
        return stands;
    }

    /** What the acting organisation said to each of the terms. */
    public Map<UUID, ConsentState> own(CaseId caseId, Negotiation negotiation) {
        OrganisationId own = Scopes.person().organisation();
        return stands(caseId, negotiation).stream()
                .filter(each -> each.organisation().equals(own))
                .findFirst()
                .map(Stand::answers)
                .orElse(Map.of());
    }

    /** Why the acting organisation counts as having agreed although it did not say so itself: by the basis, by terms. */
    public Map<UUID, String> bases(CaseId caseId) {
        OrganisationId own = Scopes.person().organisation();
        return consents.newest(caseId).stream()
                .filter(row -> row.organisation().equals(own)
                        && row.state().equals("ACCEPTED")
                        && (row.basis().equals("standing") || row.basis().equals("carried")))
                .collect(Collectors.toMap(ConsentStore.Row::term, ConsentStore.Row::basis));
    }

    /**
     * Asks organisations that shall get content whether they agree to what is in force; who agreed already is left alone.
     * Content is theirs only when they have. Staff only.
     *
     * @return whom it asked
     */
    public List<OrganisationId> invite(CaseId caseId, Collection<OrganisationId> organisations) {
        store.requireVisible(caseId);
        store.lock(caseId);
        store.requireOpen(caseId);
        Negotiation stands = embargoes.negotiation(caseId);
        Term active = stands.active();
        if (active == null || !stands.state().inForce() || stands.ranOut(clock.instant())) {
            throw new Refusal.WrongState("embargo-none-to-ask");
        }
        if (organisations.isEmpty()) {
            throw new Refusal.Invalid("organisation", "embargo-nobody-asked");
        }
        Map<OrganisationId, ConsentState> said = consents.answers(caseId, active.id(), clock.instant());
        List<OrganisationId> asked = organisations.stream()
                .distinct()
                .filter(each -> ConsentState.MACHINE
                        .after(said.getOrDefault(each, ConsentState.NEVER_ASKED), ConsentState.Trigger.INVITE)
                        .isPresent())
                .toList();
        if (asked.isEmpty()) {
            throw new Refusal.WrongState("embargo-all-asked");
        }
        Instant end = active.until().toInstant();
        Instant by = clock.instant().plus(Negotiations.TO_ANSWER);
        Instant respondBy = by.isAfter(end) ? end : by;
        consents.add(active, asked, "INVITED", "invited", respondBy);
        ledger.append(
                Entry.of(caseId, "embargo.asked").about("term", active.id()).about("organisations", asked.size()));
        publisher.publishEvent(new EmbargoAsked(caseId, asked, respondBy));
        return asked;
    }

    /**
     * The acting organisation agrees to terms or does not. Not to agree, or no longer, to what is in force ends its access
     * to the case.
     */
    public void answer(CaseId caseId, UUID termId, boolean agrees) {
        store.lock(caseId);
        OrganisationId own = Scopes.person().organisation();
        Negotiation stands = embargoes.negotiation(caseId);
        requireTerms(caseId, termId);
        Term term = stands.answerable().stream()
                .filter(each -> each.id().equals(termId))
                .findFirst()
                .orElseThrow(() -> new Refusal.WrongState("embargo-term-over"));
        if (term.equals(stands.active()) && stands.ranOut(clock.instant())) {
            throw new Refusal.WrongState("embargo-ran-out");
        }
        ConsentState.Trigger trigger = agrees ? ConsentState.Trigger.ACCEPT : ConsentState.Trigger.DECLINE;
        ConsentState said = own(caseId, stands).getOrDefault(termId, ConsentState.NEVER_ASKED);
        if (agrees && said == ConsentState.DECLINED && !term.equals(stands.active())) {
            // a proposal asks for as long as it is open, so whoever declined it may think better of it
            said = ConsentState.INVITED;
        }
        if (said == (agrees ? ConsentState.ACCEPTED : ConsentState.DECLINED)) {
            return;
        }
        if (ConsentState.MACHINE.after(said, trigger).isEmpty()) {
            throw new Refusal.WrongState("embargo-declined-before");
        }
        consents.add(term, List.of(own), agrees ? "ACCEPTED" : "DECLINED", "own", null);
        ledger.append(Entry.of(caseId, agrees ? "embargo.agreed" : "embargo.declined")
                .about("term", termId)
                .about("organisation", own));
        if (!agrees && term.equals(stands.active())) {
            publisher.publishEvent(new ConsentWithdrawn(caseId, own));
        }
    }

    /** Whoever leaves and keeps to nothing agrees no longer, also where the case goes on; its access ends by its leaving. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeBack(Term term, OrganisationId own) {
        consents.add(term, List.of(own), "DECLINED", "own", null);
    }

    /** "Not found" for terms that were never proposed in the case. */
    @Transactional(readOnly = true)
    public void requireTerms(CaseId caseId, UUID term) {
        boolean known = embargoes.negotiation(caseId).history().stream()
                .anyMatch(step -> step.term() != null && step.term().id().equals(term));
        if (!known) {
            throw new Refusal.NotFound();
        }
    }

    /** Whether the acting organisation sees the case, or is asked about it. */
    @Transactional(readOnly = true)
    public boolean stillConcerned(CaseId caseId) {
        return !embargoes.negotiation(caseId).history().isEmpty();
    }

    /** Whether staff asked this organisation about the case's embargo and have not taken it out since. Staff only. */
    @Transactional(readOnly = true)
    public boolean wasAsked(CaseId caseId, OrganisationId organisation) {
        return consents.wasAsked(caseId, organisation);
    }

    /**
     * A case about whose embargo the acting organisation was asked, before it may learn anything else of it.
     *
     * @param agreed whether it agreed to what is in force, so that it waits for a wave and nobody for its answer
     */
    public record Asked(CaseId caseId, String number, Tlp tlp, boolean agreed) {}

    /** The cases about whose embargo one was asked and of which one sees nothing yet. One query. */
    public List<Asked> asked() {
        return jdbc.sql("""
                        select c.id, a.number, a.tlp,
                               coalesce((select k.state = 'ACCEPTED' from embargo_consent k
                                          where k.case_id = c.id and k.organisation_id = scope_organisation()
                                            and k.term_id = (select e.term_id from embargo_event e
                                                              where e.case_id = c.id and e.event = 'ACCEPT'
                                                              order by e.id desc limit 1)
                                          order by k.id desc limit 1), false)
                          from asked_cases() as c (id), asked_case(c.id) a
                         where c.id not in (select visible_cases()) order by a.number
                        """)
                .query((row, _) -> new Asked(
                        new CaseId(row.getObject(1, UUID.class)),
                        row.getString(2),
                        Tlp.valueOf(row.getString(3)),
                        row.getBoolean(4)))
                .list();
    }
}
