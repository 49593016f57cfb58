package org.chosei.intake.reporting;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.Token;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What a receipt opens: its own report, the talk about it, and nothing else. */
@Component
public class Receipts {
    /** How long a session lasts at most. */
    static final Duration LONGEST = Duration.ofHours(8);

    private final ReceivedReportStore reports;
    private final ReceiptStore receipts;
    private final ReceiptHashes hashes;
    private final Reading reading;
    private final Talk talk;
    private final Floods floods;
    private final Ledger ledger;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    Receipts(
            ReceivedReportStore reports,
            ReceiptStore receipts,
            ReceiptHashes hashes,
            Reading reading,
            Talk talk,
            Floods floods,
            Ledger ledger,
            TransactionOperations transaction,
            InstantSource clock) {
        this.reports = reports;
        this.receipts = receipts;
        this.hashes = hashes;
        this.reading = reading;
        this.talk = talk;
        this.floods = floods;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What came of a reference and a code. */
    public sealed interface Answer {
        /** The session that both opened. */
        record Opened(Token token) implements Answer {}

        /** They belong to no report; whether the reference exists is not told. */
        record Unknown() implements Answer {}

        /** The code is no code: a character is wrong, missing or too many. */
        record Mistyped() implements Answer {}

        /** Its network tried too many; try again in so many seconds. */
        record Wait(long seconds) implements Answer {}
    }

    /** Opens a session. An unknown reference takes as long as a wrong code. */
    public Answer open(String reference, String code, String address) {
        Optional<ReceiptCode> typed = ReceiptCode.read(code);
        if (typed.isEmpty()) {
            return new Answer.Mistyped();
        }
        OptionalLong wait = floods.receipt(address);
        if (wait.isPresent()) {
            return new Answer.Wait(wait.getAsLong());
        }
        Optional<Found> found = asIntake(() -> find(plain(reference)));
        // outside of a transaction: hashing waits its turn
        if (!hashes.matches(typed.get(), found.map(Found::hash).orElse(null)) || found.isEmpty()) {
            return new Answer.Unknown();
        }
        floods.forgive(address);
        return asIntake(() -> open(found.get().report()));
    }

    private static String plain(String reference) {
        String plain = JapaneseText.plain(JapaneseText.withoutControls(reference))
                .replaceAll("\\s", "")
                .toUpperCase(Locale.ROOT);
        return plain.matches("[A-Z0-9-]{1,40}") ? plain : "";
    }

    private record Found(UUID report, String hash) {}

    private Optional<Found> find(String reference) {
        return reports.byReference(reference)
                .map(ReceivedReport::id)
                .flatMap(report -> receipts.hash(report).map(hash -> new Found(report, hash)));
    }

    private Answer open(UUID report) {
        Token token = Token.random();
        receipts.open(token, report, clock.instant().plus(LONGEST));
        ledger.append(Entry.ofInstallation("report.receipt-opened").about("report", report));
        return new Answer.Opened(token);
    }

    /** The report of a session as its reporter sees it; empty when the session is over. */
    public Optional<OpenedReport> view(Token token) {
        return as(token, reading::open);
    }

    /**
     * Writes to the CSIRT, once for each form that the page gave out. Empty when the session is over.
     *
     * @throws org.chosei.kernel.Refusal.Invalid for an empty or too long text
     */
    public Optional<Boolean> write(Token token, UUID form, String text) {
        return as(token, report -> {
            floods.message(report.id()).ifPresent(seconds -> {
                throw new Refusal.TooMany(seconds);
            });
            return talk.write(report, form, Side.REPORTER, text);
        });
    }

    /** Ends the session at once. */
    public void close(Token token) {
        asIntake(() -> {
            receipts.close(token, clock.instant());
            return true;
        });
    }

    private <T> Optional<T> as(Token token, Function<ReceivedReport, T> work) {
        return asIntake(() -> receipts.reportOf(token, clock.instant()))
                .map(report -> Scopes.as(
                        new Scope.Reporter(report),
                        () -> Objects.requireNonNull(transaction.execute(
                                _ -> work.apply(reports.find(report).orElseThrow())))));
    }

    private <T> T asIntake(Supplier<T> work) {
        return Scopes.as(
                new Scope.System(Purpose.INTAKE), () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }
}
