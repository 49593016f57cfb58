package org.chosei.advisories;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Permission;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.jobs.Jobs;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.vault.search.SearchEntry;
import org.chosei.vault.search.SearchIndex;
import org.chosei.vault.search.SearchKind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drafts, approvals by another person, and the instant of publication. The end of an embargo is never a duty to
 * publish: nothing is published that nobody scheduled.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Advisories {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm VV", Locale.ROOT);

    private final AdvisoryStore store;
    private final PublicationStore publications;
    private final Composer composer;
    private final Cases cases;
    private final Embargoes embargoes;
    private final Audiences audiences;
    private final Vault vault;
    private final SearchIndex index;
    private final Ledger ledger;
    private final Jobs jobs;
    private final InstantSource clock;

    Advisories(
            AdvisoryStore store,
            PublicationStore publications,
            Composer composer,
            Cases cases,
            Embargoes embargoes,
            Audiences audiences,
            Vault vault,
            SearchIndex index,
            Ledger ledger,
            Jobs jobs,
            InstantSource clock) {
        this.store = store;
        this.publications = publications;
        this.composer = composer;
        this.cases = cases;
        this.embargoes = embargoes;
        this.audiences = audiences;
        this.vault = vault;
        this.index = index;
        this.ledger = ledger;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Where the case's advisory stands. Staff only. */
    public AdvisoryState stateOf(CaseId caseId) {
        return store.find(caseId).map(this::state).orElseGet(AdvisoryState.None::new);
    }

    private AdvisoryState state(AdvisoryStore.Advisory advisory) {
        return publications
                .of(advisory.id())
                .<AdvisoryState>map(row -> new AdvisoryState.Published(row.number(), row.publishedAt()))
                .orElseGet(() -> unpublished(advisory));
    }

    private AdvisoryState unpublished(AdvisoryStore.Advisory advisory) {
        List<Version> versions = versions(advisory.caseId());
        Version newest = versions.getFirst();
        Schedule schedule = schedule(advisory.caseId()).orElse(null);
        String number = advisory.number();
        if (schedule != null && schedule.stands()) {
            int version = ordinal(versions, schedule);
            return new AdvisoryState.Scheduled(number, version, schedule.publishAt(), schedule.zone());
        }
        String reason = schedule == null ? null : schedule.reason();
        if (schedule != null && reason != null) {
            return new AdvisoryState.HeldBack(number, ordinal(versions, schedule), schedule.publishAt(), reason);
        }
        return newest.approved()
                ? new AdvisoryState.Approved(number, newest.ordinal())
                : new AdvisoryState.Drafted(number, newest.ordinal());
    }

    private static int ordinal(List<Version> versions, Schedule schedule) {
        return versions.stream()
                .filter(each -> each.id().equals(schedule.version()))
                .findFirst()
                .orElseThrow()
                .ordinal();
    }

    /** The saved versions, newest first. Staff only. */
    public List<Version> versions(CaseId caseId) {
        return store.find(caseId).map(found -> store.versions(found.id())).orElse(List.of());
    }

    /** The newest schedule that was neither carried out nor replaced. Staff only. */
    public Optional<Schedule> schedule(CaseId caseId) {
        return store.find(caseId)
                .flatMap(advisory -> store.newestSchedule(advisory.id())
                        .filter(schedule -> publications
                                .of(advisory.id())
                                .filter(row -> row.version().equals(schedule.version()))
                                .isEmpty()));
    }

    /** The newest version's words, opened for reading. Staff only. */
    public Optional<Draft> draft(CaseId caseId) {
        return newest(caseId, OpenPurpose.READ);
    }

    private Optional<Draft> newest(CaseId caseId, OpenPurpose purpose) {
        return versions(caseId).stream()
                .findFirst()
                .map(version -> Drafts.read(vault.open(purpose, version.content())));
    }

    /** The document as it would be published now; refuses what cannot be published. Staff only. */
    public AdvisoryDocument preview(CaseId caseId, Draft draft) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return composer.compose(cases.get(caseId).number(), draft.publishable(), List.of(composer.revision(1, now)));
    }

    /**
     * Saves a draft as a new version, which needs a new approval. Saving the same words again changes nothing.
     *
     * @param basis the version that the author had before the eyes, 0 for none; negative when it is not known
     */
    public void save(CaseId caseId, Draft draft, int basis) {
        cases.get(caseId);
        store.lock(caseId);
        List<Version> versions = versions(caseId);
        if (newest(caseId, OpenPurpose.WORK).filter(draft::equals).isPresent()) {
            return;
        }
        preview(caseId, draft);
        int newest = versions.isEmpty() ? 0 : versions.getFirst().ordinal();
        if (basis >= 0 && newest != basis) {
            throw new Refusal.Stale("advisory-newer-version", newest);
        }
        AdvisoryStore.Advisory advisory = store.find(caseId).orElseGet(() -> open(caseId));
        AudienceId staff = audiences.open(caseId, Audience.Kind.STAFF, null);
        byte[] written = Drafts.write(draft);
        SealedId sealed = vault.seal(caseId, staff, written);
        store.addVersion(id(), advisory.id(), newest + 1, sealed);
        index.put(
                SearchEntry.of(SearchKind.ADVISORY, advisory.id(), caseId, staff, List.of(sealed)),
                new String(written, java.nio.charset.StandardCharsets.UTF_8));
        ledger.append(Entry.of(caseId, "advisory.drafted")
                .about("advisory", advisory.number())
                .about("version", newest + 1));
    }

    private AdvisoryStore.Advisory open(CaseId caseId) {
        String number = cases.get(caseId).number();
        String fileName = CsafWriter.fileName(number);
        if (store.fileNameTaken(fileName)) {
            throw new Refusal.WrongState("advisory-file-taken", fileName);
        }
        AdvisoryStore.Advisory advisory = new AdvisoryStore.Advisory(id(), caseId, number, fileName);
        store.add(advisory);
        return advisory;
    }

    /** Approves the newest version. Never its author, and only who may approve; the database holds the former too. */
    public void approve(CaseId caseId, int version) {
        Scope.Person approver = Scopes.person();
        store.lock(caseId);
        Version newest = newest(caseId);
        if (newest.ordinal() != version) {
            throw new Refusal.Stale("advisory-newer-version", newest.ordinal());
        }
        if (newest.author().equals(approver.actor())) {
            throw new Refusal.NotPermitted("advisory-own-words");
        }
        if (!approver.may(Permission.APPROVE)) {
            throw new Refusal.NotPermitted("advisory-not-approver");
        }
        if (newest.approved()) {
            return;
        }
        store.approve(newest);
        ledger.append(Entry.of(caseId, "advisory.approved").about("version", version));
    }

    /**
     * Schedules the newest version, which must be approved, for an instant not before the embargo's end. A schedule that
     * stood before is replaced.
     */
    public void schedule(CaseId caseId, ZonedDateTime at) {
        cases.get(caseId);
        store.lock(caseId);
        Version newest = newest(caseId);
        Schedule before = schedule(caseId).filter(Schedule::stands).orElse(null);
        if (isSame(before, newest, at)) {
            return;
        }
        check(caseId, newest, at);
        UUID schedule = id();
        UUID advisory = store.find(caseId).orElseThrow().id();
        store.schedule(
                schedule, advisory, newest.id(), at.toInstant(), at.getZone().getId());
        jobs.stage(PublishJob.KIND, schedule, at.toInstant());
        ledger.append(Entry.of(caseId, "advisory.scheduled")
                .about("version", newest.ordinal())
                .detail("instant", at.toString()));
    }

    private static boolean isSame(@Nullable Schedule before, Version version, ZonedDateTime at) {
        return before != null
                && before.version().equals(version.id())
                && before.publishAt().equals(at.toInstant());
    }

    private void check(CaseId caseId, Version newest, ZonedDateTime at) {
        if (!newest.approved()) {
            throw new Refusal.WrongState("advisory-not-approved", newest.ordinal());
        }
        if (isPublished(caseId, newest)) {
            throw new Refusal.WrongState("advisory-published");
        }
        if (!at.toInstant().isAfter(clock.instant())) {
            throw new Refusal.Invalid("instant", "publication-past");
        }
        if (embargoes.of(caseId) instanceof Embargo.Active active && active.holdsAt(at.toInstant())) {
            throw new Refusal.WrongState(
                    "publication-before-embargo",
                    MINUTE.format(active.until()),
                    MINUTE.format(active.until().withZoneSameInstant(at.getZone())));
        }
    }

    private boolean isPublished(CaseId caseId, Version version) {
        return store.find(caseId)
                .flatMap(advisory -> publications.of(advisory.id()))
                .filter(row -> row.version().equals(version.id()))
                .isPresent();
    }

    /** Takes the schedule back, as long as nothing was published. */
    public void cancel(CaseId caseId) {
        cases.get(caseId);
        store.lock(caseId);
        Schedule standing = schedule(caseId)
                .filter(Schedule::stands)
                .orElseThrow(() -> new Refusal.WrongState("advisory-not-scheduled"));
        store.cancel(standing.id());
        ledger.append(Entry.of(caseId, "advisory.unscheduled").about("schedule", standing.id()));
    }

    private Version newest(CaseId caseId) {
        List<Version> versions = versions(caseId);
        if (versions.isEmpty()) {
            throw new Refusal.NotFound();
        }
        return versions.getFirst();
    }

    private UUID id() {
        return Uuid7.at(clock.instant());
    }
}
