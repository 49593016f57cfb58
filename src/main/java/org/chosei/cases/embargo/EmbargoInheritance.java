package org.chosei.cases.embargo;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.protocol.ConsentState;
import org.chosei.protocol.EmbargoEvent;
import org.chosei.protocol.EmbargoState;
import org.chosei.protocol.EmbargoTerms;
import org.chosei.protocol.World;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of embargoes when cases are split and merged (Vultron, embargo principles 9). */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class EmbargoInheritance {
    private final Embargoes embargoes;
    private final EmbargoStore store;
    private final ConsentStore consents;
    private final CaseEvents events;
    private final ApplicationEventPublisher publisher;
    private final InstantSource clock;

    EmbargoInheritance(
            Embargoes embargoes,
            EmbargoStore store,
            ConsentStore consents,
            CaseEvents events,
            ApplicationEventPublisher publisher,
            InstantSource clock) {
        this.embargoes = embargoes;
        this.store = store;
        this.consents = consents;
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * A part that is split off stays under the embargo of the whole, for those who agreed to that.
     *
     * @param gone who takes part in the whole no more: nobody takes it along
     */
    public void split(CaseId whole, CaseId part, Collection<OrganisationId> gone) {
        lock(whole, part);
        events.takeOver(whole, part);
        Negotiation stands = embargoes.negotiation(whole);
        active(stands).ifPresent(term -> take(part, term, agreed(whole, term.id(), gone)));
    }

    /**
     * The earlier end applies to what two cases become, unless another is agreed; whoever agreed to a later one agreed to it.
     * What is public in the case that goes on is not put under an embargo again. Waves that lie ahead there stand only if they
     * may under what is in force then.
     *
     * @param gone who takes part in the case that ends no more
     * @throws Refusal.WrongState when the embargo of the case that goes on is over although nothing is public: it would free
     *     everybody of the other one without a decision
     */
    public void merge(CaseId from, CaseId into, Collection<OrganisationId> gone) {
        lock(from, into);
        Negotiation ending = embargoes.negotiation(from);
        Negotiation going = embargoes.negotiation(into);
        Optional<Term> theirs = active(ending);
        if (theirs.isPresent() && quiet(into)) {
            if (going.state() == EmbargoState.EXITED) {
                throw new Refusal.WrongState("merge-embargo-over");
            }
            join(into, going, theirs.get(), agreed(from, theirs.get().id(), gone));
        }
        embargoes.end(from, ending, "merged", null);
        events.takeOver(from, into);
        if (embargoes.negotiation(into).state().inForce()) {
            publisher.publishEvent(new EmbargoAgreed(into));
        }
    }

    /** Both at once, always in the same order, so that two who merge crosswise wait for each other. */
    public void lock(CaseId one, CaseId other) {
        Stream.of(one, other)
                .sorted(Comparator.comparing(each -> each.value().toString()))
                .forEach(store::lock);
    }

    /** Once something is public or attacked, nothing is put under an embargo. */
    private boolean quiet(CaseId into) {
        World world = events.world(into);
        return !world.publicAware() && !world.exploitPublic() && !world.attacksObserved();
    }

    private void join(CaseId into, Negotiation going, Term theirs, Set<OrganisationId> agreed) {
        Optional<Term> own = active(going);
        if (own.isEmpty()) {
            take(into, theirs, agreed);
        } else if (EmbargoTerms.covered(
                theirs.until().toInstant(), own.get().until().toInstant())) {
            // the own end is the earlier one: they agreed to it by agreeing to theirs
            add(own.get(), agreed, into);
        } else {
            Term taken = take(into, theirs, agreed);
            consents.carry(own.get(), taken);
            consents.carryDeclines(own.get(), taken);
        }
    }

    private Term take(CaseId caseId, Term of, Collection<OrganisationId> agreed) {
        Term term = new Term(Uuid7.at(clock.instant()), caseId, of.until(), clock.instant(), null);
        store.add(term, Scopes.person().organisation());
        store.step(caseId, EmbargoEvent.PROPOSE, term, null);
        store.step(caseId, EmbargoEvent.ACCEPT, term, null);
        consents.add(term, agreed, "ACCEPTED", "carried", null);
        consents.carryDeclines(of, term);
        return term;
    }

    private void add(Term term, Set<OrganisationId> agreed, CaseId caseId) {
        Map<OrganisationId, ConsentState> said = consents.answers(caseId, term.id(), clock.instant());
        List<OrganisationId> silent =
                agreed.stream().filter(each -> !said.containsKey(each)).toList();
        if (!silent.isEmpty()) {
            consents.add(term, silent, "ACCEPTED", "carried", null);
        }
    }

    private Set<OrganisationId> agreed(CaseId caseId, UUID term, Collection<OrganisationId> gone) {
        return consents.answers(caseId, term, clock.instant()).entrySet().stream()
                .filter(each -> each.getValue() == ConsentState.ACCEPTED)
                .map(Map.Entry::getKey)
                .filter(each -> !gone.contains(each))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Optional<Term> active(Negotiation stands) {
        return stands.state().inForce() && !stands.ranOut(clock.instant())
                ? Optional.ofNullable(stands.active())
                : Optional.empty();
    }
}
