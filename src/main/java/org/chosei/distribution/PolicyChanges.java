package org.chosei.distribution;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts versions of the policy in force: new ones that somebody wrote, or old ones again. No version is ever changed. A wave
 * that lies ahead must stand under it as it did before: otherwise it is moved or cancelled first.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class PolicyChanges {
    private static final int LONGEST = 4000;
    private static final int MOST_DAYS = 3650;

    private final PolicyStore store;
    private final Gate gate;
    private final GateFacts facts;
    private final WaveStore waves;
    private final Ledger ledger;
    private final InstantSource clock;

    PolicyChanges(PolicyStore store, Gate gate, GateFacts facts, WaveStore waves, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.gate = gate;
        this.facts = facts;
        this.waves = waves;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Makes the next version of what somebody wrote and puts it in force. Sent twice it is done once.
     *
     * @param form names the form that was sent
     * @param seen the version that was in force when the writer began
     * @param draft its version does not count
     * @return the version that is in force now
     */
    public int make(UUID form, int seen, Policy draft, String reason) {
        store.lock();
        Integer before = store.enactedBy(form).orElse(null);
        if (before != null) {
            return before;
        }
        requireSeen(seen);
        Policy policy = checked(draft, store.next());
        requireWords("reason", reason, "reason-missing");
        Policy current = store.inForce().orElseThrow();
        if (PolicyRule.differing(policy, current).isEmpty()
                && policy.ja().equals(current.ja())
                && policy.en().equals(current.en())) {
            throw new Refusal.Invalid("", "policy-same");
        }
        requireWavesStand(policy);
        store.addOwn(policy);
        enact(form, policy.version(), reason);
        return policy.version();
    }

    /** Puts a version in force that there is already, as {@link #make} does with a new one. */
    public void enact(UUID form, int seen, int version, String reason) {
        store.lock();
        Policy policy = store.find(version).orElseThrow(Refusal.NotFound::new).policy();
        if (store.enactedBy(form).isPresent()) {
            return;
        }
        requireSeen(seen);
        requireWords("reason", reason, "reason-missing");
        if (policy.version() == store.inForce().orElseThrow().version()) {
            throw new Refusal.WrongState("policy-in-force");
        }
        requireWavesStand(policy);
        enact(form, version, reason);
    }

    private void enact(UUID form, int version, String reason) {
        store.enact(form, version, Clean.text(reason));
        ledger.append(
                Entry.ofInstallation("policy.enacted").about("policy", version).detail("reason", Clean.text(reason)));
    }

    private void requireSeen(int seen) {
        if (store.inForce().orElseThrow().version() != seen) {
            throw new Refusal.Stale("policy-newer");
        }
    }

    /** Access is granted by a wave that was planned under another version, so a vendor that this one refuses keeps it. */
    private void requireWavesStand(Policy policy) {
        Instant now = clock.instant();
        for (Wave wave : waves.ahead()) {
            if (refuses(policy, wave, now)) {
                throw new Refusal.WrongState("policy-wave-ahead");
            }
        }
    }

    private boolean refuses(Policy policy, Wave wave, Instant now) {
        CaseId caseId = wave.caseId();
        return gate.ask(policy, facts.of(caseId), wave.visibleFrom(), waves.chosen(wave.id()), now).values().stream()
                .anyMatch(decision -> !decision.answer().eligible());
    }

    private static Policy checked(Policy draft, int version) {
        if (draft.standingConsentDays() < 0 || draft.standingConsentDays() > MOST_DAYS) {
            throw new Refusal.Invalid("days", "policy-days", MOST_DAYS);
        }
        requireWords("ja", draft.ja(), "policy-words");
        requireWords("en", draft.en(), "policy-words");
        return new Policy(
                version,
                draft.requiresActiveRegistration(),
                draft.requiresNote(),
                draft.requiresCurrentNda(),
                draft.forIndividual() == Policy.Individual.EVERYTHING,
                draft.standingConsentDays(),
                draft.mailNeedsProvedKey(),
                draft.vetting(),
                draft.individual(),
                draft.red(),
                draft.wishes(),
                draft.approval(),
                draft.approval() == Policy.Approval.FROM_TLP ? draft.approvalFrom() : null,
                Clean.text(draft.ja()),
                Clean.text(draft.en()));
    }

    private static void requireWords(String field, @Nullable String words, String slug) {
        if (words == null || Clean.text(words).isEmpty()) {
            throw new Refusal.Invalid(field, slug);
        }
        if (JapaneseText.codePoints(words) > LONGEST) {
            throw new Refusal.Invalid(field, "policy-long", LONGEST);
        }
    }
}
