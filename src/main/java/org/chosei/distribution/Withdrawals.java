package org.chosei.distribution;

import java.time.InstantSource;
import java.util.UUID;
import org.chosei.access.Grants;
import org.chosei.cases.Cases;
import org.chosei.cases.embargo.EmbargoAnswers;
import org.chosei.cases.participants.Participants;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.EncryptedLetters;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a vendor out of a case, or a whole wave back before its instant: access and mail end in one transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Withdrawals {
    private final Cases cases;
    private final Participants participants;
    private final EmbargoAnswers answers;
    private final Grants grants;
    private final EncryptedLetters letters;
    private final WaveStore store;
    private final Ledger ledger;
    private final InstantSource clock;

    Withdrawals(
            Cases cases,
            Participants participants,
            EmbargoAnswers answers,
            Grants grants,
            EncryptedLetters letters,
            WaveStore store,
            Ledger ledger,
            InstantSource clock) {
        this.cases = cases;
        this.participants = participants;
        this.answers = answers;
        this.grants = grants;
        this.letters = letters;
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Cuts a vendor off at once; what it already learned stays learned, and the history stays. Staff only. */
    public void withdraw(CaseId caseId, OrganisationId vendor, String reason) {
        requireReason(reason);
        cases.get(caseId);
        if (grants.cut(caseId, vendor, Clean.text(reason)) == 0 && !answers.wasAsked(caseId, vendor)) {
            throw new Refusal.WrongState("vendor-not-in-case");
        }
        letters.cancel(caseId, null, vendor);
        store.addWithdrawal(caseId, vendor, Clean.text(reason));
        participants.removed(caseId, vendor, Clean.text(reason));
        ledger.append(Entry.of(caseId, "vendor.withdrawn")
                .about("organisation", vendor)
                .detail("reason", Clean.text(reason)));
    }

    /** Undoes a wave before its instant. Afterwards nothing can be unsaid, so it is refused. Staff only. */
    public Wave cancel(UUID id, String reason) {
        requireReason(reason);
        Wave wave = store.get(id);
        if (!clock.instant().isBefore(wave.visibleFrom())) {
            throw new Refusal.WrongState("wave-over");
        }
        if (!store.cancel(id, Clean.text(reason))) {
            throw new Refusal.WrongState("wave-cancelled");
        }
        grants.revokeWave(id, Clean.text(reason));
        letters.cancel(wave.caseId(), id, null);
        ledger.append(
                Entry.of(wave.caseId(), "wave.cancelled").about("wave", id).detail("reason", Clean.text(reason)));
        return wave;
    }

    private static void requireReason(String reason) {
        if (Clean.text(reason).isEmpty()) {
            throw new Refusal.Invalid("reason", "reason-missing");
        }
    }
}
