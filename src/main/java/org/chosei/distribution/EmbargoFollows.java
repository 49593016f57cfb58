package org.chosei.distribution;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.chosei.access.Grants;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.ConsentWithdrawn;
import org.chosei.cases.embargo.EmbargoAgreed;
import org.chosei.cases.embargo.EmbargoAsked;
import org.chosei.cases.embargo.EmbargoProposed;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.ending.CaseEnding;
import org.chosei.cases.participants.ParticipantLeft;
import org.chosei.jobs.Jobs;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.protocol.ConsentState;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What follows for access and mail when something happens to an embargo or a participant, in the same transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class EmbargoFollows {
    private static final Set<Answer.Reason> CONSENT = Set.of(
            Answer.Reason.EMBARGO_BEYOND_CONSENT, Answer.Reason.EMBARGO_DECLINED, Answer.Reason.RED_NOT_ACCEPTED);

    /** What says that terms do not bind a vendor. */
    private static final Set<Answer.Reason> UNBOUND =
            Set.of(Answer.Reason.EMBARGO_BEYOND_CONSENT, Answer.Reason.RED_NOT_ACCEPTED);

    private final Cases cases;
    private final Embargoes embargoes;
    private final GateFacts facts;
    private final Policies policies;
    private final Gate gate;
    private final Grants grants;
    private final WaveStore waves;
    private final SubmissionStore submissions;
    private final EmbargoLetters letters;
    private final Jobs jobs;
    private final Ledger ledger;
    private final InstantSource clock;

    EmbargoFollows(
            Cases cases,
            Embargoes embargoes,
            GateFacts facts,
            Policies policies,
            Gate gate,
            Grants grants,
            WaveStore waves,
            SubmissionStore submissions,
            EmbargoLetters letters,
            Jobs jobs,
            Ledger ledger,
            InstantSource clock) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.facts = facts;
        this.policies = policies;
        this.gate = gate;
        this.grants = grants;
        this.waves = waves;
        this.submissions = submissions;
        this.letters = letters;
        this.jobs = jobs;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The mails are written by a job: whoever proposes may not know to whom they go. */
    @EventListener
    void on(EmbargoProposed proposed) {
        jobs.stage(EmbargoLetters.KIND, proposed.term(), clock.instant());
    }

    /** Number, TLP and end are told by the question itself: it is for those whom nothing but their consent is missing. */
    @EventListener
    void on(EmbargoAsked asked) {
        requireMayBeAsked(asked);
        letters.stage(cases.get(asked.caseId()), asked.organisations(), asked.respondBy());
    }

    /**
     * Whoever consents by its NDA to what came into force does so now; the others keep what they know and are asked. Whoever
     * declined it before loses the case and is told so.
     */
    @EventListener
    void on(EmbargoAgreed agreed) {
        CaseId caseId = agreed.caseId();
        CaseFacts now = facts.of(caseId);
        Policy policy = policies.inForce();
        List<OrganisationId> cut = now.binding().answers().entrySet().stream()
                .filter(each -> each.getValue() == ConsentState.DECLINED)
                .map(Map.Entry::getKey)
                .filter(organisation -> cut(caseId, organisation, "embargo-declined"))
                .toList();
        if (!cut.isEmpty()) {
            letters.ended(cases.get(caseId), cut);
        }
        requireWavesStand(caseId, now, policy);
        Set<OrganisationId> holders = grants.holders(caseId, cases.vendors(caseId));
        gate.standing(policy, now, holders, clock.instant())
                .forEach((nda, vendors) -> embargoes.consentStanding(caseId, vendors, nda, policy.version()));
    }

    @EventListener
    void on(ConsentWithdrawn withdrawn) {
        cut(withdrawn.caseId(), withdrawn.organisation(), "embargo-declined");
    }

    @EventListener
    void on(ParticipantLeft left) {
        cut(left.caseId(), left.organisation(), "left");
    }

    /** Nobody is to learn of a case after it ended. */
    @EventListener
    void on(CaseEnding ending) {
        CoordinatedCase of = cases.get(ending.caseId());
        boolean ahead = waves.of(of.id()).stream()
                .anyMatch(wave -> wave.cancelledAt() == null && clock.instant().isBefore(wave.visibleFrom()));
        if (ahead || submissions.waits(of.id(), clock.instant())) {
            throw new Refusal.WrongState("case-wave-ahead");
        }
    }

    /** A wave that lies ahead was planned for other terms: whom these do not bind may not get it, so it is planned anew. */
    private void requireWavesStand(CaseId caseId, CaseFacts of, Policy policy) {
        Instant now = clock.instant();
        boolean refused = waves.of(caseId).stream()
                .filter(wave -> wave.cancelledAt() == null && now.isBefore(wave.visibleFrom()))
                .flatMap(wave ->
                        gate.ask(policy, of, wave.visibleFrom(), waves.chosen(wave.id()), now).values().stream())
                .anyMatch(decision -> decision.answer().reasons().stream().anyMatch(UNBOUND::contains));
        if (refused) {
            throw new Refusal.WrongState("embargo-wave-ahead");
        }
    }

    private void requireMayBeAsked(EmbargoAsked asked) {
        Instant now = clock.instant();
        boolean refused =
                gate
                        .ask(policies.inForce(), facts.of(asked.caseId()), now, asked.organisations(), now)
                        .values()
                        .stream()
                        .map(Gate.Decision::answer)
                        .filter(answer -> !answer.eligible())
                        .anyMatch(answer -> !CONSENT.containsAll(answer.reasons()));
        if (refused) {
            throw new Refusal.WrongState("vendor-not-to-be-asked");
        }
    }

    /** Whether there was something to cut. */
    private boolean cut(CaseId caseId, OrganisationId organisation, String reason) {
        boolean held = grants.cut(caseId, organisation, reason) > 0;
        if (held) {
            ledger.append(Entry.of(caseId, "vendor.cut-off")
                    .about("organisation", organisation)
                    .about("reason", reason.toLowerCase(Locale.ROOT)));
        }
        return held;
    }
}
