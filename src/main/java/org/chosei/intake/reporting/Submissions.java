package org.chosei.intake.reporting;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes in what the public form sends. Nobody is signed in, and Chosei itself keeps it. */
@Component
public class Submissions {
    private final Filing filing;
    private final ReceivedReportStore reports;
    private final ReceiptStore receipts;
    private final ReceiptHashes hashes;
    private final Floods floods;
    private final TransactionOperations transaction;

    Submissions(
            Filing filing,
            ReceivedReportStore reports,
            ReceiptStore receipts,
            ReceiptHashes hashes,
            Floods floods,
            TransactionOperations transaction) {
        this.filing = filing;
        this.reports = reports;
        this.receipts = receipts;
        this.hashes = hashes;
        this.floods = floods;
        this.transaction = transaction;
    }

    /** What became of a form that was sent. */
    public sealed interface Result {
        /** It was taken in, now or by an earlier click. */
        record Sent(String reference) implements Result {}

        /** Its network sent too many; try again in so many seconds. */
        record Wait(long seconds) implements Result {}
    }

    /**
     * Takes a form in, once.
     *
     * @param form the id that the page gave it
     * @param code the secret that the page shows afterwards; only its hash is kept
     * @param address where it came from; counted and forgotten
     */
    public Result send(UUID form, Filled filled, ReceiptCode code, Locale language, String address) {
        OptionalLong wait = floods.report(address);
        if (wait.isPresent()) {
            return new Result.Wait(wait.getAsLong());
        }
        // hashing waits its turn, and no transaction waits with it
        String hash = hashes.hash(code);
        Kept kept = Scopes.as(
                new Scope.System(Purpose.INTAKE),
                () -> Objects.requireNonNull(transaction.execute(_ -> once(form, filled, hash, language))));
        if (!kept.hash().equals(hash) && !hashes.matches(code, kept.hash())) {
            throw new Refusal.WrongState("report-sent-before");
        }
        return new Result.Sent(kept.reference());
    }

    /** The report of a form, and the hash that its receipt has. */
    private record Kept(String reference, String hash) {}

    private Kept once(UUID form, Filled filled, String hash, Locale language) {
        reports.lock(form);
        Optional<ReceivedReport> before = reports.byForm(form);
        if (before.isPresent()) {
            String known =
                    receipts.hash(before.get().id()).orElseThrow(() -> new Refusal.WrongState("report-sent-before"));
            return new Kept(before.get().reference(), known);
        }
        ReceivedReport report =
                filing.file(new Filing.Arrived(form, Source.WEB, null, language, filled, floods.crowded(), null));
        receipts.add(report.id(), hash);
        return new Kept(report.reference(), hash);
    }
}
