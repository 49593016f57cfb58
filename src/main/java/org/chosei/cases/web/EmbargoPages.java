package org.chosei.cases.web;

import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.AtStake;
import org.chosei.cases.embargo.CaseEvents;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.EmbargoAnswers;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.embargo.Negotiation;
import org.chosei.cases.embargo.Negotiations;
import org.chosei.cases.embargo.Term;
import org.chosei.cases.ending.CaseEnds;
import org.chosei.cases.ending.Relative;
import org.chosei.cases.participants.Participant;
import org.chosei.cases.participants.Participants;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.protocol.ConsentState;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the pages of an embargo show, for staff. */
@Component
@Transactional
public class EmbargoPages {
    private final Cases cases;
    private final Embargoes embargoes;
    private final Negotiations negotiations;
    private final EmbargoAnswers answers;
    private final AtStake stake;
    private final CaseEvents events;
    private final Participants participants;
    private final CaseEnds ends;
    private final Parties parties;
    private final Vault vault;
    private final InstantSource clock;

    EmbargoPages(
            Cases cases,
            Embargoes embargoes,
            Negotiations negotiations,
            EmbargoAnswers answers,
            AtStake stake,
            CaseEvents events,
            Participants participants,
            CaseEnds ends,
            Parties parties,
            Vault vault,
            InstantSource clock) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.negotiations = negotiations;
        this.answers = answers;
        this.stake = stake;
        this.events = events;
        this.participants = participants;
        this.ends = ends;
        this.parties = parties;
        this.vault = vault;
        this.clock = clock;
    }

    /** How many said what to one of the terms, of all who are asked. */
    public record Tally(long accepted, long declined, long silent) {}

    /**
     * Who declined terms and would lose the case by them.
     *
     * @param names for people, in their order
     * @param ids as the form sends them
     */
    public record Lost(String names, String ids) {}

    /**
     * The page for staff.
     *
     * @param stands the participants, vendors first by name, each with its answer to what is in force
     * @param tallies by terms
     * @param lost by terms, who loses the case when they come into force
     * @param reviews what happened and wants a decision about the embargo
     * @param evidence by event
     */
    public record StaffPage(
            CoordinatedCase of,
            Negotiation negotiation,
            boolean ranOut,
            Map<UUID, String> proposers,
            Map<UUID, Tally> tallies,
            Map<UUID, Lost> lost,
            List<EmbargoAnswers.Stand> stands,
            Set<OrganisationId> silent,
            List<CaseEvents.Noted> events,
            List<CaseEvents.Noted> reviews,
            Map<UUID, String> evidence,
            Map<OrganisationId, String> names,
            Map<OrganisationId, String> invitable,
            List<Sibling> siblings) {}

    /** A case that came of this one or it came of, and what is in force there: a change in one wants a look at the other. */
    public record Sibling(CaseId id, String number, Embargo embargo) {}

    StaffPage staff(CaseId id, Locale locale) {
        CoordinatedCase of = cases.get(id);
        Negotiation negotiation = embargoes.negotiation(id);
        List<EmbargoAnswers.Stand> stands = answers.stands(id, negotiation);
        Set<OrganisationId> present = participants.of(id).stream()
                .filter(Participant::present)
                .map(Participant::organisation)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<UUID, OrganisationId> proposers = negotiations.proposers(negotiation);
        Set<OrganisationId> all = new LinkedHashSet<>(present);
        stands.forEach(each -> all.add(each.organisation()));
        all.addAll(proposers.values());
        Map<OrganisationId, String> names = parties.names(all, locale);
        List<CaseEvents.Noted> noted = events.of(id);
        Set<OrganisationId> silent = new LinkedHashSet<>(present);
        stands.forEach(each -> silent.remove(each.organisation()));
        Map<OrganisationId, String> invitable = parties.vendors(locale);
        stands.stream()
                .filter(each -> agreed(each, negotiation))
                .forEach(each -> invitable.remove(each.organisation()));
        return new StaffPage(
                of,
                negotiation,
                negotiation.ranOut(clock.instant()),
                proposers.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> names.getOrDefault(each.getValue(), ""))),
                negotiation.answerable().stream()
                        .collect(Collectors.toMap(Term::id, term -> tally(term, stands, present))),
                lost(stake.of(id, negotiation), names),
                stands,
                silent,
                noted,
                events.reviews(noted, negotiation),
                evidence(noted),
                names,
                invitable,
                siblings(id));
    }

    private static Map<UUID, Lost> lost(Map<UUID, Set<OrganisationId>> by, Map<OrganisationId, String> names) {
        return by.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> new Lost(
                                each.getValue().stream()
                                        .map(who -> names.getOrDefault(who, who.toString()))
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                                each.getValue().stream()
                                        .map(OrganisationId::toString)
                                        .sorted()
                                        .collect(Collectors.joining(",")))));
    }

    /** "Not found" unless all of them are vendors of the registry. */
    void requireVendors(Collection<OrganisationId> organisations, Locale locale) {
        if (!parties.vendors(locale).keySet().containsAll(organisations)) {
            throw new Refusal.NotFound();
        }
    }

    private List<Sibling> siblings(CaseId id) {
        List<Relative> relatives = ends.relatives(id);
        Map<CaseId, Embargo> embargo =
                embargoes.ofEach(relatives.stream().map(Relative::id).toList());
        return relatives.stream()
                .map(each -> new Sibling(each.id(), each.number(), embargo.getOrDefault(each.id(), new Embargo.None())))
                .toList();
    }

    private static boolean agreed(EmbargoAnswers.Stand stand, Negotiation negotiation) {
        Term active = negotiation.active();
        return active != null && stand.answers().get(active.id()) == ConsentState.ACCEPTED;
    }

    private static Tally tally(Term term, List<EmbargoAnswers.Stand> stands, Set<OrganisationId> present) {
        long accepted = count(term, stands, ConsentState.ACCEPTED);
        long declined = count(term, stands, ConsentState.DECLINED);
        Set<OrganisationId> asked = new LinkedHashSet<>(present);
        stands.stream()
                .filter(each -> each.answers().containsKey(term.id()))
                .forEach(each -> asked.add(each.organisation()));
        return new Tally(accepted, declined, Math.max(0, asked.size() - accepted - declined));
    }

    private static long count(Term term, List<EmbargoAnswers.Stand> stands, ConsentState state) {
        return stands.stream()
                .filter(each -> each.answers().get(term.id()) == state)
                .count();
    }

    private Map<UUID, String> evidence(List<CaseEvents.Noted> noted) {
        List<SealedId> ids = noted.stream()
                .flatMap(each -> Stream.ofNullable(each.evidence()))
                .distinct()
                .toList();
        Map<SealedId, Opened> opened = vault.open(OpenPurpose.READ, ids);
        return noted.stream()
                .filter(each -> each.evidence() != null)
                .collect(Collectors.toMap(
                        CaseEvents.Noted::id,
                        each -> Optional.ofNullable(opened.get(each.evidence()))
                                .map(Opened::text)
                                .orElse("")));
    }
}
