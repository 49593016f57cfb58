package org.chosei.cases.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.CaseEvents;
import org.chosei.cases.embargo.EmbargoAnswers;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.embargo.Negotiation;
import org.chosei.cases.embargo.Negotiations;
import org.chosei.cases.embargo.Term;
import org.chosei.cases.participants.Participants;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.protocol.ConsentState;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what a participant's page of an embargo shows, and that of somebody who was only asked. */
@Component
@Transactional
public class OurEmbargoPages {
    private final Cases cases;
    private final Embargoes embargoes;
    private final Negotiations negotiations;
    private final EmbargoAnswers answers;
    private final CaseEvents events;
    private final Participants participants;
    private final InstantSource clock;

    OurEmbargoPages(
            Cases cases,
            Embargoes embargoes,
            Negotiations negotiations,
            EmbargoAnswers answers,
            CaseEvents events,
            Participants participants,
            InstantSource clock) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.negotiations = negotiations;
        this.answers = answers;
        this.events = events;
        this.participants = participants;
        this.clock = clock;
    }

    /**
     * The page for a participant, or for somebody who was asked before it may see the case.
     *
     * @param ourNumber under which number the participant keeps the case itself; empty for none
     * @param visible whether it sees the case
     * @param said its own answers, by terms
     * @param bases why it counts as having agreed where it did not say so itself, by terms
     * @param own the terms that it proposed itself
     */
    public record OwnPage(
            CaseId id,
            String number,
            String ourNumber,
            Tlp tlp,
            boolean visible,
            Negotiation negotiation,
            boolean ranOut,
            Map<UUID, ConsentState> said,
            Map<UUID, String> bases,
            Set<UUID> own,
            boolean publicAware,
            boolean ended) {

        /** Whether not to agree to these takes the case away at once. */
        boolean loses(UUID terms) {
            Term active = negotiation.active();
            return visible
                    && !ranOut
                    && active != null
                    && active.id().equals(terms)
                    && negotiation.state().inForce();
        }
    }

    OwnPage own(CaseId id) {
        Optional<CoordinatedCase> found = cases.find(id);
        return found.isPresent() ? participant(found.get()) : onlyAsked(id);
    }

    private OwnPage participant(CoordinatedCase of) {
        Negotiation negotiation = embargoes.negotiation(of.id());
        return new OwnPage(
                of.id(),
                of.number(),
                participants
                        .numbers(Scopes.person().organisation(), List.of(of.id()))
                        .getOrDefault(of.id(), ""),
                of.tlp(),
                true,
                negotiation,
                negotiation.ranOut(clock.instant()),
                answers.own(of.id(), negotiation),
                answers.bases(of.id()),
                Set.copyOf(negotiations.proposers(negotiation).keySet()),
                events.world(of.id()).publicAware(),
                of.ended());
    }

    private OwnPage onlyAsked(CaseId id) {
        EmbargoAnswers.Asked asked = answers.asked().stream()
                .filter(each -> each.caseId().equals(id))
                .findFirst()
                .orElseThrow(Refusal.NotFound::new);
        Negotiation negotiation = embargoes.negotiation(id);
        return new OwnPage(
                id,
                asked.number(),
                "",
                asked.tlp(),
                false,
                negotiation,
                negotiation.ranOut(clock.instant()),
                answers.own(id, negotiation),
                answers.bases(id),
                Set.of(),
                false,
                false);
    }
}
