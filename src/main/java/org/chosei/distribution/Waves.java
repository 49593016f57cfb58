package org.chosei.distribution;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plans waves and tells of them. How a request becomes a wave is in {@link WavePlanning}. */
@Component
public class Waves {
    private final Cases cases;
    private final Organisations organisations;
    private final Policies policies;
    private final Gate gate;
    private final GateFacts facts;
    private final WaveStore store;
    private final SelectionStore selection;
    private final WavePlanning planning;
    private final InstantSource clock;

    Waves(
            Cases cases,
            Organisations organisations,
            Policies policies,
            Gate gate,
            GateFacts facts,
            WaveStore store,
            SelectionStore selection,
            WavePlanning planning,
            InstantSource clock) {
        this.cases = cases;
        this.organisations = organisations;
        this.policies = policies;
        this.gate = gate;
        this.facts = facts;
        this.store = store;
        this.selection = selection;
        this.planning = planning;
        this.clock = clock;
    }

    /** A vendor with what the gate answers for it now. */
    public record Candidate(Organisation vendor, Answer answer) {}

    /**
     * What the coordinator asks for: these words to these vendors at this instant.
     *
     * @param amends the earlier notice that this one corrects or recalls; null for none
     * @param why what the coordinator says of the selection; empty for nothing
     */
    public record Request(
            CaseId caseId,
            Set<OrganisationId> vendors,
            String titleJa,
            String bodyJa,
            String titleEn,
            String bodyEn,
            ZonedDateTime instant,
            @Nullable Amends amends,
            String why) {

        /** A notice of its own, its selection without words. */
        public Request(
                CaseId caseId,
                Set<OrganisationId> vendors,
                String titleJa,
                String bodyJa,
                String titleEn,
                String bodyEn,
                ZonedDateTime instant) {
            this(caseId, vendors, titleJa, bodyJa, titleEn, bodyEn, instant, null, "");
        }

        NoticeText.Draft words() {
            return new NoticeText.Draft(titleJa, bodyJa, titleEn, bodyEn);
        }

        static Request of(
                CaseId caseId,
                Set<OrganisationId> vendors,
                NoticeText.Draft words,
                ZonedDateTime instant,
                @Nullable Amends amends,
                String why) {
            return new Request(
                    caseId,
                    vendors,
                    words.titleJa(),
                    words.bodyJa(),
                    words.titleEn(),
                    words.bodyEn(),
                    instant,
                    amends,
                    why);
        }
    }

    /** Every vendor and what the gate answers if the case were distributed now. Staff only; inside a transaction. */
    public List<Candidate> candidates(CaseId caseId) {
        return candidates(caseId, clock.instant());
    }

    /** The same for a wave at this instant: an embargo counts from there. Staff only; inside a transaction. */
    public List<Candidate> candidates(CaseId caseId, Instant at) {
        CoordinatedCase of = cases.get(caseId);
        List<Organisation> vendors = organisations.vendors();
        Map<OrganisationId, Gate.Decision> decisions = gate.ask(
                policies.inForce(),
                facts.of(of),
                at,
                vendors.stream().map(Organisation::id).toList(),
                clock.instant());
        return vendors.stream()
                .map(vendor ->
                        new Candidate(vendor, decision(decisions, vendor.id()).answer()))
                .toList();
    }

    private static Gate.Decision decision(Map<OrganisationId, Gate.Decision> decisions, OrganisationId vendor) {
        Gate.Decision decision = decisions.get(vendor);
        return decision == null ? Gate.Decision.UNKNOWN : decision;
    }

    /** The policy that is applied now. Inside a transaction. */
    public Policy policy() {
        return policies.inForce();
    }

    /** Plans a new wave, as {@link #plan(UUID, Request)} does. */
    public Wave plan(Request request) {
        return plan(Uuid7.at(clock.instant()), request);
    }

    /**
     * Plans a wave; opens and commits its own transactions. Refuses vendors that the gate refuses, whoever asks, and where
     * the policy asks for another person's approval every request that has none: {@link WaveSubmissions} takes those.
     *
     * @param id made with the form, so that a second click finds the wave of the first
     */
    public Wave plan(UUID id, Request request) {
        return planning.carryOut(id, request, WavePlanning.Terms.PLAIN);
    }

    /** The waves of a case, oldest first. Staff only; inside a transaction. */
    public List<Wave> of(CaseId caseId) {
        return store.of(caseId);
    }

    /** A wave with the notice that it told. */
    public record Told(Wave wave, Notices.Sealed notice) {}

    /** As {@link #of}, each with its notice, nothing opened. One query. Staff only; inside a transaction. */
    public List<Told> told(CaseId caseId) {
        return store.told(caseId);
    }

    /** A wave, or "not found". Staff only; inside a transaction. */
    public Wave get(UUID wave) {
        return store.find(wave).orElseThrow(Refusal.NotFound::new);
    }

    /** What the gate answered for every vendor, the newest wave's last. Staff only; inside a transaction. */
    public Map<OrganisationId, Answer> answers(CaseId caseId) {
        Map<OrganisationId, Answer> answers = new LinkedHashMap<>();
        selection.of(caseId).forEach(each -> answers.put(each.organisation(), each.answer()));
        return answers;
    }
}
