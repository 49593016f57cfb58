package org.chosei.intake.reporting;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Organisations;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What staff make of a report. A step that the report's state does not know is refused; of two people who decide at once the
 * second is told. Whoever reported is told that there is news.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Triage {
    private final ReceivedReportStore store;
    private final StepStore steps;
    private final Talk talk;
    private final CaseNote note;
    private final ReporterNews news;
    private final Cases cases;
    private final Organisations organisations;
    private final Ledger ledger;
    private final InstantSource clock;

    Triage(
            ReceivedReportStore store,
            StepStore steps,
            Talk talk,
            CaseNote note,
            ReporterNews news,
            Cases cases,
            Organisations organisations,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.steps = steps;
        this.talk = talk;
        this.note = note;
        this.news = news;
        this.cases = cases;
        this.organisations = organisations;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What a person decides when opening a case; {@code embargoUntil} is null for none. */
    public record Decision(
            String title, String summary, String product, Tlp tlp, java.time.@Nullable ZonedDateTime embargoUntil) {}

    /** Somebody starts to check it. */
    public void check(UUID id) {
        plain(id, Step.CHECKING, "report.checking");
    }

    /** It will be coordinated; the case follows. */
    public void accept(UUID id) {
        plain(id, Step.ACCEPTED, "report.accepted");
    }

    /** Staff think again about a report that was not accepted. */
    public void reopen(UUID id) {
        plain(id, Step.REOPENED, "report.reopened");
    }

    /** What came of it is public. */
    public void published(UUID id) {
        plain(id, Step.PUBLISHED, "report.published");
    }

    private void plain(UUID id, Step step, String kind) {
        ReceivedReport report = get(id);
        take(report, step, null, null);
        ledger.append(Entry.ofInstallation(kind).about("report", id));
        news.tell(report);
    }

    /** Opens a case for it; a receiving body's number becomes an alias, and the whole report an internal note. */
    public CoordinatedCase open(UUID id, Decision decision) {
        ReceivedReport report = get(id);
        UUID step = take(report, Step.LINKED, null, null);
        HandOver body = report.handOver();
        CoordinatedCase opened = cases.open(new NewCase(
                clean(decision.title()),
                clean(decision.summary()),
                clean(decision.product()),
                decision.tlp(),
                originator(report),
                body == null ? "" : body.number(),
                decision.embargoUntil(),
                // none of these forms asks for an embargo: one that is set here is the coordinator's
                Scopes.person().organisation(),
                report.receivedAt()));
        linked(report, step, opened.id(), "report.opened");
        return opened;
    }

    /** Links it to a case that is there, by its number. */
    public CoordinatedCase link(UUID id, String caseNumber) {
        ReceivedReport report = get(id);
        CoordinatedCase of =
                cases.byNumber(caseNumber).orElseThrow(() -> new Refusal.Invalid("case", "report-case-unknown"));
        UUID step = take(report, Step.LINKED, null, null);
        HandOver body = report.handOver();
        if (body != null) {
            cases.addAlias(of.id(), body.number(), originator(report));
        }
        linked(report, step, of.id(), "report.linked");
        return of;
    }

    private void linked(ReceivedReport report, UUID step, CaseId caseId, String kind) {
        steps.link(step, report.id(), caseId);
        note.keep(report, caseId);
        Entry entry = Entry.of(caseId, kind).about("report", report.id()).about("reference", report.reference());
        OrganisationId organisation = report.organisation();
        ledger.append(organisation == null ? entry : entry.about("organisation", organisation));
        news.tell(report);
    }

    /** The public has no organisation: for what it reports the CSIRT itself stands. */
    private OrganisationId originator(ReceivedReport report) {
        return Objects.requireNonNullElseGet(report.organisation(), organisations::coordinator);
    }

    /**
     * Does not accept it, with a reason that whoever reported reads.
     *
     * @param duplicateOf the reference of the report that it repeats; asked for by {@link Exit#DUPLICATE} alone
     */
    public void turnDown(UUID id, Exit exit, String duplicateOf, String reason) {
        ReceivedReport report = get(id);
        String words = Talk.words("reason", reason);
        ReceivedReport original = exit == Exit.DUPLICATE ? original(report, duplicateOf) : null;
        SealedId sealed = talk.seal(report, report.talks() ? Side.CSIRT : Side.HINT, words);
        UUID step = take(report, Step.TURNED_DOWN, exit, sealed);
        Entry entry =
                Entry.ofInstallation("report.turned-down").about("report", id).about("exit", exit.key());
        if (original != null) {
            steps.repeats(step, id, original.id());
            entry = entry.about("duplicate-of", original.id());
        }
        ledger.append(entry);
        news.tell(report);
    }

    private ReceivedReport original(ReceivedReport report, String reference) {
        return store.byReference(clean(JapaneseText.plain(reference)).toUpperCase(Locale.ROOT))
                .filter(found -> !found.id().equals(report.id()))
                .orElseThrow(() -> new Refusal.Invalid("duplicate", "report-original-unknown"));
    }

    private UUID take(ReceivedReport report, Step step, @Nullable Exit exit, @Nullable SealedId reason) {
        if (!report.state().next().contains(step)) {
            throw new Refusal.WrongState("report-step");
        }
        UUID id = Uuid7.at(clock.instant());
        if (!steps.add(id, report, step, exit, reason)) {
            throw new Refusal.Stale("report-moved");
        }
        return id;
    }

    private ReceivedReport get(UUID id) {
        return store.find(id).orElseThrow(Refusal.NotFound::new);
    }

    private static String clean(String text) {
        return JapaneseText.withoutControls(text).strip();
    }
}
