package org.chosei.distribution.asks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.chosei.cases.clocks.BusinessCalendar;
import org.chosei.cases.clocks.BusinessCalendars;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is asked in a case: for staff of every vendor, for a vendor of itself. Nothing is asked after publication, after the
 * case ended, or of whom sees it no more. The number of statements does not grow with the vendors.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Asks {
    private final AskStore store;
    private final BusinessCalendars calendars;

    Asks(AskStore store, BusinessCalendars calendars) {
        this.store = store;
        this.calendars = calendars;
    }

    /** A vendor's asks with the calendar by which they are counted. */
    public record Counted(VendorAsks asks, BusinessCalendar calendar) {
        /** What comes next on the ladder. */
        public Ladder.@org.jspecify.annotations.Nullable Coming next() {
            return Ladder.next(asks, calendar);
        }
    }

    /** Of one case, by vendor and then by wave; as far as the acting scope may know. */
    public List<Counted> of(CaseId caseId) {
        return ofEach(List.of(caseId));
    }

    /** The same of a vendor's own, without what staff tried. */
    public List<VendorAsks> own(CaseId caseId) {
        return counted(store.ownFacts(caseId), List.of(caseId), false).stream()
                .map(Counted::asks)
                .toList();
    }

    List<Counted> ofEach(Collection<CaseId> cases) {
        return counted(store.facts(cases), cases, true);
    }

    private List<Counted> counted(List<AskStore.Facts> facts, Collection<CaseId> cases, boolean withActs) {
        if (facts.isEmpty()) {
            return List.of();
        }
        Map<Integer, AskRules> rules =
                store.rules().stream().collect(Collectors.toMap(AskRules::version, each -> each));
        Map<AskStore.Place, List<Climbed>> rungs = store.rungs(cases);
        Map<AskStore.Place, List<Acted>> acts = withActs ? store.acts(cases) : Map.of();
        Map<OrganisationId, BusinessCalendar> calendar = calendars.ofEach(
                facts.stream().map(each -> each.place().vendor()).collect(Collectors.toSet()));
        return facts.stream()
                .map(each -> {
                    BusinessCalendar days =
                            Objects.requireNonNull(calendar.get(each.place().vendor()));
                    AskRules rule = Objects.requireNonNull(rules.get(each.rules()));
                    return new Counted(
                            new VendorAsks(
                                    each.place().wave(),
                                    each.caseId(),
                                    each.place().vendor(),
                                    each.audience(),
                                    each.askedAt(),
                                    rule,
                                    steps(each, rule, days),
                                    each.wordAt(),
                                    rungs.getOrDefault(each.place(), List.of()),
                                    acts.getOrDefault(each.place(), List.of())),
                            days);
                })
                .toList();
    }

    private static List<Ask> steps(AskStore.Facts facts, AskRules rules, BusinessCalendar days) {
        Instant from = facts.askedAt();
        List<Ask> steps = new ArrayList<>();
        steps.add(new Ask(
                Step.RECEIPT, rules.due(Step.RECEIPT, from, days), facts.receivedAt(), facts.receivedHow(), true));
        if (facts.first()) {
            boolean needed = facts.decidedAt() == null || facts.affected();
            steps.add(new Ask(Step.AFFECTED, rules.due(Step.AFFECTED, from, days), facts.decidedAt(), "", true));
            steps.add(new Ask(Step.FIX, rules.due(Step.FIX, from, days), needed ? facts.fixAt() : null, "", needed));
        }
        return List.copyOf(steps);
    }
}
