package org.chosei.intake.reporting;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes to the talk about a report. A reporter's answer reopens what was not accepted. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Talk {
    /** Longest text, in code points. */
    static final int LONGEST = 20_000;

    private final TalkStore store;
    private final ReceivedReportStore reports;
    private final StepStore steps;
    private final ReporterNews news;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Talk(
            TalkStore store,
            ReceivedReportStore reports,
            StepStore steps,
            ReporterNews news,
            Vault vault,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.reports = reports;
        this.steps = steps;
        this.news = news;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** False when this form was sent before. */
    boolean write(ReceivedReport report, UUID form, Side side, String text) {
        String clean = words("text", text);
        reports.lock(form);
        if (store.isWritten(report.id(), side, form)) {
            return false;
        }
        UUID id = Uuid7.at(clock.instant());
        store.add(id, report.id(), form, side, seal(report, side, clean));
        ledger.append(Entry.ofInstallation("report.message-written")
                .about("report", report.id())
                .about("message", id)
                .about("side", side.key()));
        switch (side) {
            case REPORTER -> reopen(report);
            case CSIRT -> news.tell(report);
            case HINT -> {
                // nobody outside hears of it
            }
        }
        return true;
    }

    /** The text without control characters; refuses an empty or too long one. */
    static String words(String field, String text) {
        String clean = JapaneseText.withoutControls(text).strip();
        int length = JapaneseText.codePoints(clean);
        if (length == 0) {
            throw new Refusal.Invalid(field, "report-text-missing");
        }
        if (length > LONGEST) {
            throw new Refusal.Invalid(field, "report-text-long", LONGEST, length);
        }
        return clean;
    }

    /** Seals what a reporter may read, or, among staff, what no reporter may. */
    SealedId seal(ReceivedReport report, Side side, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (side == Side.HINT) {
            return vault.sealOfReport(report.id(), bytes);
        }
        return switch (report.source()) {
            case WEB -> vault.sealForReporter(report.id(), bytes);
            case VENDOR -> vault.sealForReporter(report.id(), Objects.requireNonNull(report.organisation()), bytes);
            case BODY -> throw new Refusal.WrongState("report-no-talk");
        };
    }

    private void reopen(ReceivedReport report) {
        if (report.state().next().contains(Step.REOPENED)
                && steps.add(Uuid7.at(clock.instant()), report, Step.REOPENED, null, null)) {
            ledger.append(Entry.ofInstallation("report.reopened").about("report", report.id()));
        }
    }
}
