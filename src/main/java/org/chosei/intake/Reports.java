package org.chosei.intake;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.conversation.Messages;
import org.chosei.conversation.Threads;
import org.chosei.crypto.SignatureFinding;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.ArrivedMail;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reports of partner CSIRTs, and what people make of them. Staff only, except that arriving mail files them. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Reports {
    private final ReportStore store;
    private final Cases cases;
    private final Threads threads;
    private final Messages messages;
    private final Acknowledgements acknowledgements;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Reports(
            ReportStore store,
            Cases cases,
            Threads threads,
            Messages messages,
            Acknowledgements acknowledgements,
            Vault vault,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.cases = cases;
        this.threads = threads;
        this.messages = messages;
        this.acknowledgements = acknowledgements;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * What a person decides when opening a case from a report.
     *
     * @param embargoUntil as confirmed with hour and zone; null if there is to be none
     */
    public record Decision(
            String title,
            String summary,
            String product,
            Tlp tlp,
            @Nullable ZonedDateTime embargoUntil) {}

    /** The report, or "not found". */
    public Report get(UUID id) {
        return store.find(id).orElseThrow(Refusal.NotFound::new);
    }

    /** Its words; the ledger says who read them. */
    public PartnerReport read(Report report) {
        return PartnerReport.fromBytes(
                vault.open(OpenPurpose.READ, report.fields()).bytes());
    }

    /** Why a report was not accepted. */
    public String reason(Report.Outcome.NotAccepted outcome) {
        return vault.open(OpenPurpose.READ, outcome.reason()).text();
    }

    /** The case that was opened for the same number, if there is one. */
    public Optional<String> caseNumberOf(Report report) {
        return store.caseNumberOf(report.first());
    }

    /** Keeps a report that its partner signed. False when this mail is filed already. */
    boolean file(ArrivedMail mail, OrganisationId partner, PartnerReport.Read read, SignatureFinding.Good signature) {
        if (store.isFiled(mail.id())) {
            return false;
        }
        UUID id = Uuid7.at(clock.instant());
        SealedId fields = vault.seal(partner, read.report().toBytes());
        Entry entry = Entry.ofInstallation("report.received")
                .about("report", id)
                .about("mail", mail.id())
                .about("organisation", partner)
                .about("key", signature.fingerprint());
        if (!store.add(id, partner, mail, read, fields, signature, null)) {
            UUID first = store.firstOf(partner, read.report().number(), mail.sha256())
                    .orElseThrow(() -> new IllegalStateException("a report was there and is not"));
            store.add(id, partner, mail, read, fields, signature, first);
            entry = entry.about("repeats", first);
        }
        ledger.append(entry);
        return true;
    }

    /**
     * Opens the case: its content is sealed anew under the case's key, the whole report becomes an internal note, and the
     * partner is told the number and nothing else. Once only, whoever else is opening it.
     */
    public CoordinatedCase open(UUID id, Decision decision) {
        Report report = get(id);
        requireOpen(report);
        if (caseNumberOf(report).isPresent()) {
            throw decidedBefore(report);
        }
        PartnerReport words = PartnerReport.fromBytes(
                vault.open(OpenPurpose.WORK, report.fields()).bytes());
        CoordinatedCase opened = cases.open(new NewCase(
                clean(decision.title()),
                clean(decision.summary()),
                clean(decision.product()),
                decision.tlp(),
                report.organisation(),
                report.number(),
                decision.embargoUntil(),
                report.receivedAt()));
        keepText(opened.id(), words.text());
        Optional<String> told = acknowledgements.send(report.organisation(), opened.number());
        if (!store.opened(report, opened.id(), told.orElse(null))) {
            throw decidedBefore(report);
        }
        Entry entry = Entry.of(opened.id(), "report.opened")
                .about("report", report.id())
                .about("mail", report.mailId())
                .about("organisation", report.organisation());
        ledger.append(entry);
        return opened;
    }

    private void keepText(CaseId caseId, String text) {
        boolean fits = JapaneseText.codePoints(text) <= Messages.LONGEST;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        messages.post(
                threads.notes(caseId),
                fits ? text : "",
                fits ? List.of() : List.of(new Messages.NewFile("report.txt", bytes)));
    }

    /** Decides that no case is opened; the reason is kept with the report. */
    public void refuse(UUID id, String reason) {
        Report report = get(id);
        requireOpen(report);
        String clean = clean(reason);
        if (clean.isEmpty()) {
            throw new Refusal.Invalid("reason", "reason-missing");
        }
        SealedId sealed = vault.seal(report.organisation(), clean.getBytes(StandardCharsets.UTF_8));
        if (!store.refused(report, sealed)) {
            throw decidedBefore(report);
        }
        ledger.append(Entry.ofInstallation("report.refused")
                .about("report", report.id())
                .about("organisation", report.organisation()));
    }

    private void requireOpen(Report report) {
        if (report.outcome() != null) {
            throw decidedBefore(report);
        }
    }

    private Refusal decidedBefore(Report report) {
        return store.caseNumberOf(report.first())
                .map(number -> new Refusal.WrongState("report-opened", number))
                .orElseGet(() -> new Refusal.WrongState("report-refused"));
    }

    private static String clean(String text) {
        return JapaneseText.withoutControls(text).strip();
    }
}
