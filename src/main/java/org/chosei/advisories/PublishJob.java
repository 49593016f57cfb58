package org.chosei.advisories;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.advisories.AdvisoryDocument.Revision;
import org.chosei.cases.embargo.CaseEvents;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.jobs.Job;
import org.chosei.jobs.Jobs;
import org.chosei.ledger.Checkpoints;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes at the instant, in one transaction, if everything still holds; otherwise it says why not. A schedule that
 * was cancelled, moved or carried out is left alone, so running twice changes nothing.
 */
@Component
class PublishJob implements Job {
    static final String KIND = "advisories.publish";

    private final AdvisoryStore store;
    private final PublicationStore publications;
    private final Composer composer;
    private final Embargoes embargoes;
    private final CaseEvents caseEvents;
    private final Vault vault;
    private final Ledger ledger;
    private final Jobs jobs;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    PublishJob(
            AdvisoryStore store,
            PublicationStore publications,
            Composer composer,
            Embargoes embargoes,
            CaseEvents caseEvents,
            Vault vault,
            Ledger ledger,
            Jobs jobs,
            TransactionOperations transaction,
            InstantSource clock) {
        this.store = store;
        this.publications = publications;
        this.composer = composer;
        this.embargoes = embargoes;
        this.caseEvents = caseEvents;
        this.vault = vault;
        this.ledger = ledger;
        this.jobs = jobs;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Purpose purpose() {
        return Purpose.PUBLICATION;
    }

    @Override
    public void run(UUID schedule) {
        transaction.executeWithoutResult(_ -> {
            AdvisoryStore.Advisory advisory = store.findSchedule(schedule)
                    .flatMap(found -> store.find(found.advisory()))
                    .orElseThrow();
            store.lock(advisory.caseId());
            if (pending(advisory, schedule)) {
                Schedule due = store.findSchedule(schedule).orElseThrow();
                carryOut(advisory, due, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            }
        });
    }

    private boolean pending(AdvisoryStore.Advisory advisory, UUID schedule) {
        Schedule newest = store.newestSchedule(advisory.id()).orElseThrow();
        return newest.id().equals(schedule)
                && newest.stands()
                && publications
                        .of(advisory.id())
                        .filter(row -> row.version().equals(newest.version()))
                        .isEmpty();
    }

    private void carryOut(AdvisoryStore.Advisory advisory, Schedule due, Instant now) {
        if (now.isBefore(due.publishAt())) {
            throw new IllegalStateException("not published before its instant");
        }
        Version newest = store.versions(advisory.id()).getFirst();
        if (!newest.id().equals(due.version())) {
            holdBack(advisory, due, "newer-version");
        } else if (embargoes.of(advisory.caseId()) instanceof Embargo.Active active && active.holdsAt(now)) {
            holdBack(advisory, due, "embargo");
        } else {
            publish(advisory, due, newest, now);
        }
    }

    private void holdBack(AdvisoryStore.Advisory advisory, Schedule due, String reason) {
        store.holdBack(due.id(), reason);
        ledger.append(Entry.of(advisory.caseId(), "advisory.held-back")
                .about("advisory", advisory.number())
                .about("reason", reason));
    }

    /** The case is public before its embargo is torn down, as the protocol orders it (CS before EM). */
    private void publish(AdvisoryStore.Advisory advisory, Schedule due, Version version, Instant now) {
        Draft draft =
                Drafts.read(vault.open(OpenPurpose.WORK, version.content())).publishable();
        List<Revision> revisions = revisions(advisory, now);
        byte[] csaf = new CsafWriter(version()).write(composer.compose(advisory.number(), draft, revisions));
        String hash = Publications.hash("SHA-256", csaf);
        String content = JsonMapper.shared().writeValueAsString(new PublicationStore.Content(draft, revisions));
        publications.publish(advisory, version.id(), now, content, csaf, hash);
        ledger.append(Entry.of(advisory.caseId(), "advisory.published")
                .about("advisory", advisory.number())
                .about("version", version.ordinal())
                .about("csaf-sha256", hash));
        caseEvents.published(advisory.caseId());
        jobs.stage(Checkpoints.JOB, due.id(), now);
    }

    private List<Revision> revisions(AdvisoryStore.Advisory advisory, Instant now) {
        List<Revision> revisions = new ArrayList<>(publications
                .of(advisory.id())
                .map(row -> JsonMapper.shared()
                        .readValue(row.content(), PublicationStore.Content.class)
                        .revisions())
                .orElse(List.of()));
        revisions.add(composer.revision(revisions.size() + 1, now));
        return revisions;
    }

    private static String version() {
        return Optional.ofNullable(PublishJob.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
