package org.chosei.distribution;

import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.UUID;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Moves a wave to another instant, until its own. The same words go to the same vendors as a new wave, or wait for approval
 * again, and the old one ends, in one transaction: there is no moment in which both hold or neither. So the gate is asked
 * anew, and mails are encrypted to the keys of now. Opens and commits its own transactions.
 */
@Component
public class WaveMoves {
    private final WaveStore store;
    private final WaveSubmissions submissions;
    private final Withdrawals withdrawals;
    private final Vault vault;
    private final Ledger ledger;
    private final TransactionOperations transaction;

    WaveMoves(
            WaveStore store,
            WaveSubmissions submissions,
            Withdrawals withdrawals,
            Vault vault,
            Ledger ledger,
            TransactionOperations transaction) {
        this.store = store;
        this.submissions = submissions;
        this.withdrawals = withdrawals;
        this.vault = vault;
        this.ledger = ledger;
        this.transaction = transaction;
    }

    /**
     * Moves it.
     *
     * @param becomes the id of the wave that it becomes, made with the form, so that a second click moves nothing further
     */
    public void move(UUID wave, UUID becomes, ZonedDateTime instant, String reason) {
        if (Clean.text(reason).isEmpty()) {
            throw new Refusal.Invalid("reason", "reason-missing");
        }
        Waves.Request request = Objects.requireNonNull(transaction.execute(_ -> again(wave, becomes, instant)));
        submissions.take(becomes, request, () -> {
            Wave old = withdrawals.cancel(wave, reason);
            store.addMove(wave, becomes);
            ledger.append(Entry.of(old.caseId(), "wave.moved")
                    .about("wave", wave)
                    .about("becomes", becomes)
                    .detail("instant", instant.toInstant().toString()));
        });
    }

    private Waves.Request again(UUID id, UUID becomes, ZonedDateTime instant) {
        Wave wave = store.get(id);
        if (wave.cancelledAt() != null && !store.moved(id, becomes)) {
            throw new Refusal.WrongState("wave-cancelled");
        }
        WaveStore.Words notice = store.words(wave.caseId(), wave.notice()).orElseThrow(Refusal.NotFound::new);
        return Waves.Request.of(
                wave.caseId(),
                store.chosen(id),
                NoticeText.draft(vault.open(OpenPurpose.READ, notice.body()).text()),
                instant,
                store.noticeOf(id).amends(),
                "");
    }
}
