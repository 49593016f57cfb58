package org.chosei.distribution;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Grants;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.ending.CaseEnds;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.EncryptedLetters;
import org.chosei.registry.ContactPoint;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Plans waves. The gate is asked when choosing, again in the transaction that stages, and by the mail room just before
 * each mail leaves. Encryption happens between the two transactions, so that no lock waits for it.
 */
@Component
public class Waves {
    private final Cases cases;
    private final CaseEnds ends;
    private final Embargoes embargoes;
    private final Organisations organisations;
    private final ContactPoints contacts;
    private final Policies policies;
    private final Gate gate;
    private final WaveStore store;
    private final WaveStaging staging;
    private final Grants grants;
    private final EncryptedLetters letters;
    private final EmbargoCalendar calendar;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    Waves(
            Cases cases,
            CaseEnds ends,
            Embargoes embargoes,
            Organisations organisations,
            ContactPoints contacts,
            Policies policies,
            Gate gate,
            WaveStore store,
            WaveStaging staging,
            Grants grants,
            EncryptedLetters letters,
            EmbargoCalendar calendar,
            TransactionOperations transaction,
            InstantSource clock) {
        this.cases = cases;
        this.ends = ends;
        this.embargoes = embargoes;
        this.organisations = organisations;
        this.contacts = contacts;
        this.policies = policies;
        this.gate = gate;
        this.store = store;
        this.staging = staging;
        this.grants = grants;
        this.letters = letters;
        this.calendar = calendar;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A vendor with what the gate answers for it now. */
    public record Candidate(Organisation vendor, Answer answer) {}

    /** What the coordinator asks for: these words to these vendors at this instant. */
    public record Request(
            CaseId caseId,
            Set<OrganisationId> vendors,
            String titleJa,
            String bodyJa,
            String titleEn,
            String bodyEn,
            ZonedDateTime instant) {}

    /** Every vendor and what the gate answers if the case were distributed now. Staff only; inside a transaction. */
    public List<Candidate> candidates(CaseId caseId) {
        cases.get(caseId);
        List<Organisation> vendors = organisations.vendors();
        Instant now = clock.instant();
        Map<OrganisationId, Gate.Decision> decisions = gate.ask(
                policies.inForce(),
                embargoes.binding(caseId),
                now,
                vendors.stream().map(Organisation::id).toList(),
                now);
        return vendors.stream()
                .map(vendor ->
                        new Candidate(vendor, decision(decisions, vendor.id()).answer()))
                .toList();
    }

    /** The policy that is applied now. Inside a transaction. */
    public Policy policy() {
        return policies.inForce();
    }

    /** Plans a new wave, as {@link #plan(UUID, Request)} does. */
    public Wave plan(Request request) {
        return plan(Uuid7.at(clock.instant()), request);
    }

    /**
     * Plans a wave; opens and commits its own transactions. Refuses vendors that the gate refuses, whoever asks.
     *
     * @param id made with the form, so that a second click finds the wave of the first
     */
    public Wave plan(UUID id, Request request) {
        Optional<Wave> planned = Objects.requireNonNull(transaction.execute(_ -> planned(id, request)));
        return planned.orElseGet(() -> planNew(id, request));
    }

    private Wave planNew(UUID id, Request request) {
        check(request);
        WavePlan plan = Objects.requireNonNull(transaction.execute(_ -> prepare(id, request)));
        EncryptedLetters.Prepared letter = letters.prepare(
                plan.outerSubject(), plan.innerSubject(), plan.notice().text(), plan.files());
        List<EncryptedLetters.Wrapped> wrapped = letters.address(letter, plan.recipients());
        return Objects.requireNonNull(transaction.execute(_ -> {
            embargoes.hold(request.caseId());
            store.lock(request.caseId());
            grants.holdBackEnds();
            return planned(id, request).orElseGet(() -> stage(plan, request, letter, wrapped));
        }));
    }

    /** The wave that this very request made before; another request under its id is a mistake, not a repetition. */
    private Optional<Wave> planned(UUID id, Request request) {
        return store.find(id).map(wave -> {
            CoordinatedCase of = cases.get(request.caseId());
            boolean same = wave.caseId().equals(of.id())
                    && wave.visibleFrom().equals(instant(request))
                    && store.chosen(id).equals(request.vendors())
                    && sameWords(of, request, store.noticeOf(id));
            if (!same) {
                throw new Refusal.Stale("wave-planned");
            }
            return wave;
        });
    }

    private boolean sameWords(CoordinatedCase of, Request request, WaveStore.Kept notice) {
        return notice.sha256().equals(notice(of, request, notice.ordinal()).sha256());
    }

    /** What was true before the encryption must still be true. */
    private Wave stage(
            WavePlan plan, Request request, EncryptedLetters.Prepared letter, List<EncryptedLetters.Wrapped> wrapped) {
        requireAhead(request);
        if (!plan.sameAs(prepare(plan.id(), request))) {
            throw new Refusal.Stale("wave-changed");
        }
        return store.find(staging.stage(plan, letter, wrapped)).orElseThrow();
    }

    private void check(Request request) {
        if (request.vendors().isEmpty()) {
            throw new Refusal.Invalid("vendors", "wave-nobody");
        }
        requireText("titleJa", request.titleJa());
        requireText("bodyJa", request.bodyJa());
        requireText("titleEn", request.titleEn());
        requireText("bodyEn", request.bodyEn());
        requireAhead(request);
    }

    private void requireAhead(Request request) {
        if (!instant(request).isAfter(clock.instant())) {
            throw new Refusal.Invalid("instant", "wave-past");
        }
    }

    /** As exact as the database keeps it. */
    private static Instant instant(Request request) {
        return request.instant().toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void requireText(String field, String text) {
        if (text.isBlank()) {
            throw new Refusal.Invalid(field, "notice-empty");
        }
    }

    private WavePlan prepare(UUID id, Request request) {
        CoordinatedCase found = cases.get(request.caseId());
        ends.requireOpen(found.id());
        Map<OrganisationId, Gate.Decision> decisions = decisions(request);
        Map<OrganisationId, ContactPoint> teams = contacts.teams(request.vendors());
        List<EncryptedLetters.Recipient> recipients = new ArrayList<>();
        for (OrganisationId vendor : new LinkedHashSet<>(request.vendors())) {
            Gate.Decision decision = decisions.get(vendor);
            if (decision == null || !decision.answer().eligible()) {
                throw new Refusal.NotPermitted("vendor-not-eligible");
            }
            ContactPoint team = teams.get(vendor);
            if (team != null && !decision.keys().isEmpty()) {
                recipients.add(new EncryptedLetters.Recipient(
                        vendor,
                        team.email(),
                        "",
                        decision.keys().getFirst().certificate().toBytes(),
                        team.charset()));
            }
        }
        int ordinal = store.nextOrdinal(found.id());
        return new WavePlan(
                id,
                found,
                Set.copyOf(request.vendors()),
                request.titleEn() + " / " + request.titleJa(),
                notice(found, request, ordinal),
                calendar.of(found, ordinal),
                ordinal,
                instant(request),
                policies.inForce().version(),
                decisions,
                recipients);
    }

    private NoticeText notice(CoordinatedCase of, Request request, int ordinal) {
        return NoticeText.of(
                of.tlp(),
                of.number(),
                ordinal,
                new NoticeText.Draft(request.titleJa(), request.bodyJa(), request.titleEn(), request.bodyEn()),
                embargoes.of(of.id()));
    }

    private Map<OrganisationId, Gate.Decision> decisions(Request request) {
        List<OrganisationId> all =
                organisations.vendors().stream().map(Organisation::id).toList();
        return gate.ask(
                policies.inForce(), embargoes.binding(request.caseId()), instant(request), all, clock.instant());
    }

    private static Gate.Decision decision(Map<OrganisationId, Gate.Decision> decisions, OrganisationId vendor) {
        Gate.Decision decision = decisions.get(vendor);
        return decision == null
                ? new Gate.Decision(new Answer(Answer.Level.NO, List.of(Answer.Reason.NOT_ACTIVE)), List.of(), 0)
                : decision;
    }

    /** The waves of a case, oldest first. Staff only; inside a transaction. */
    public List<Wave> of(CaseId caseId) {
        return store.of(caseId);
    }

    /** A wave with the notice that it told. */
    public record Told(Wave wave, Notices.Sealed notice) {}

    /** As {@link #of}, each with its notice, nothing opened. One query. Staff only; inside a transaction. */
    public List<Told> told(CaseId caseId) {
        return store.told(caseId);
    }

    /** A wave, or "not found". Staff only; inside a transaction. */
    public Wave get(UUID wave) {
        return store.find(wave).orElseThrow(Refusal.NotFound::new);
    }

    /** What the gate answered for every vendor, the newest wave's last. Staff only; inside a transaction. */
    public Map<OrganisationId, Answer> answers(CaseId caseId) {
        Map<OrganisationId, Answer> answers = new LinkedHashMap<>();
        store.selections(caseId).forEach(each -> answers.put(each.organisation(), each.answer()));
        return answers;
    }
}
