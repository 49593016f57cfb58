package org.chosei.distribution;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
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
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.mail.EncryptedLetters;
import org.chosei.registry.ContactPoint;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Carries a request out as a wave. The gate is asked when choosing, again in the transaction that stages, and by the mail
 * room just before each mail leaves. Encryption happens between the two transactions, so that no lock waits for it.
 */
@Component
class WavePlanning {
    private final Cases cases;
    private final CaseEnds ends;
    private final Embargoes embargoes;
    private final Organisations organisations;
    private final ContactPoints contacts;
    private final Policies policies;
    private final Gate gate;
    private final GateFacts facts;
    private final Suggestions suggestions;
    private final WaveStore store;
    private final WaveStaging staging;
    private final Grants grants;
    private final EncryptedLetters letters;
    private final EmbargoCalendar calendar;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    WavePlanning(
            Cases cases,
            CaseEnds ends,
            Embargoes embargoes,
            Organisations organisations,
            ContactPoints contacts,
            Policies policies,
            Gate gate,
            GateFacts facts,
            Suggestions suggestions,
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
        this.facts = facts;
        this.suggestions = suggestions;
        this.store = store;
        this.staging = staging;
        this.grants = grants;
        this.letters = letters;
        this.calendar = calendar;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Under what a request is carried out.
     *
     * @param approved another person approved it, where the policy asks for that
     * @param first happens in the transaction that stages, before anything is staged
     */
    record Terms(boolean approved, Runnable first) {
        static final Terms PLAIN = new Terms(false, () -> {});
    }

    /** Opens and commits its own transactions; joins one that there is. */
    Wave carryOut(UUID id, Waves.Request request, Terms terms) {
        Optional<Wave> planned = Objects.requireNonNull(transaction.execute(_ -> planned(id, request)));
        return planned.orElseGet(() -> carryOutNew(id, request, terms));
    }

    private Wave carryOutNew(UUID id, Waves.Request request, Terms terms) {
        check(request);
        WavePlan plan = Objects.requireNonNull(transaction.execute(_ -> prepare(id, request, terms, true)));
        EncryptedLetters.Prepared letter = letters.prepare(
                plan.outerSubject(), plan.innerSubject(), plan.notice().text(), plan.files());
        List<EncryptedLetters.Wrapped> wrapped = letters.address(letter, plan.recipients());
        return Objects.requireNonNull(transaction.execute(_ -> {
            embargoes.hold(request.caseId());
            store.lock(request.caseId());
            grants.holdBackEnds();
            return planned(id, request).orElseGet(() -> stage(plan, request, terms, letter, wrapped));
        }));
    }

    /** The wave that this very request made before; another request under its id is a mistake, not a repetition. */
    private Optional<Wave> planned(UUID id, Waves.Request request) {
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

    private boolean sameWords(CoordinatedCase of, Waves.Request request, WaveStore.Kept notice) {
        Amends amends = notice.amends();
        NoticeText.Earlier earlier = amends == null ? null : new NoticeText.Earlier(amends.how(), notice.amended());
        return Objects.equals(amends, request.amends())
                && notice.sha256()
                        .equals(notice(of, request, notice.ordinal(), earlier).sha256());
    }

    /** What was true before the encryption must still be true. */
    private Wave stage(
            WavePlan plan,
            Waves.Request request,
            Terms terms,
            EncryptedLetters.Prepared letter,
            List<EncryptedLetters.Wrapped> wrapped) {
        terms.first().run();
        requireAhead(request);
        if (!plan.sameAs(prepare(plan.id(), request, terms, false))) {
            throw new Refusal.Stale("wave-changed");
        }
        return store.find(staging.stage(plan, letter, wrapped)).orElseThrow();
    }

    /** Refuses what could be carried out under no terms. */
    void check(Waves.Request request) {
        if (request.vendors().isEmpty()) {
            throw new Refusal.Invalid("vendors", "wave-nobody");
        }
        requireText("titleJa", request.titleJa());
        requireText("bodyJa", request.bodyJa());
        requireText("titleEn", request.titleEn());
        requireText("bodyEn", request.bodyEn());
        requireAhead(request);
    }

    private void requireAhead(Waves.Request request) {
        if (!instant(request).isAfter(clock.instant())) {
            throw new Refusal.Invalid("instant", "wave-past");
        }
    }

    /** As exact as the database keeps it. */
    static Instant instant(Waves.Request request) {
        return request.instant().toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void requireText(String field, String text) {
        if (text.isBlank()) {
            throw new Refusal.Invalid(field, "notice-empty");
        }
    }

    /** What the request would do now, whether the gate agrees or not; inside a transaction. */
    Look look(Waves.Request request) {
        ends.requireOpen(request.caseId());
        return lookBack(request);
    }

    /** The same, also when the case has ended since. */
    Look lookBack(Waves.Request request) {
        CoordinatedCase found = cases.get(request.caseId());
        Policy policy = policies.inForce();
        int ordinal = store.nextOrdinal(found.id());
        NoticeText.Earlier earlier = earlier(found, request);
        return new Look(
                found,
                policy,
                ordinal,
                earlier == null ? 0 : earlier.ordinal(),
                notice(found, request, ordinal, earlier),
                decisions(found, policy, request));
    }

    /** A request as it would be carried out; {@code amended} is the ordinal of the notice that it amends, 0 for none. */
    record Look(
            CoordinatedCase of,
            Policy policy,
            int ordinal,
            int amended,
            NoticeText notice,
            Map<OrganisationId, Gate.Decision> decisions) {}

    /**
     * What is to be staged; inside a transaction. Refuses what the gate refuses.
     *
     * @param whole with what {@link WavePlan#sameAs} does not compare: to whom to write, and why they were suggested
     */
    WavePlan prepare(UUID id, Waves.Request request, Terms terms, boolean whole) {
        Look look = look(request);
        if (look.policy().asksApproval(look.of().tlp()) && !terms.approved()) {
            throw new Refusal.WrongState("wave-needs-approval");
        }
        requireEligible(request, look.decisions());
        return new WavePlan(
                id,
                look.of(),
                chosen(request, look.decisions()),
                request.titleEn() + " / " + request.titleJa(),
                look.notice(),
                calendar.of(look.of(), look.ordinal()),
                look.ordinal(),
                instant(request),
                look.policy().version(),
                look.decisions(),
                whole ? recipients(chosen(request, look.decisions()), look.decisions()) : List.of(),
                request.amends(),
                whole ? suggestions.codes(look.of().id()) : Map.of(),
                request.why());
    }

    private static void requireEligible(Waves.Request request, Map<OrganisationId, Gate.Decision> decisions) {
        for (OrganisationId vendor : request.vendors()) {
            Gate.Decision decision = decisions.get(vendor);
            if (decision == null || !decision.answer().eligible()) {
                throw new Refusal.NotPermitted("vendor-not-eligible");
            }
        }
    }

    /** In the order of the decisions, which is the database's: what is made for each gets ids that follow each other in it. */
    private static Set<OrganisationId> chosen(Waves.Request request, Map<OrganisationId, Gate.Decision> decisions) {
        Set<OrganisationId> chosen = new LinkedHashSet<>(decisions.keySet());
        chosen.retainAll(request.vendors());
        return Collections.unmodifiableSet(chosen);
    }

    private List<EncryptedLetters.Recipient> recipients(
            Set<OrganisationId> chosen, Map<OrganisationId, Gate.Decision> decisions) {
        Map<OrganisationId, ContactPoint> teams = contacts.teams(chosen);
        List<EncryptedLetters.Recipient> recipients = new ArrayList<>();
        for (OrganisationId vendor : chosen) {
            Gate.Decision decision = Objects.requireNonNull(decisions.get(vendor));
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
        return recipients;
    }

    /** Nobody learns by a correction that there was a notice which it did not get. */
    private NoticeText.@Nullable Earlier earlier(CoordinatedCase of, Waves.Request request) {
        Amends amends = request.amends();
        if (amends == null) {
            return null;
        }
        WaveStore.Words words = store.words(of.id(), amends.notice()).orElseThrow(Refusal.NotFound::new);
        if (!store.addressees(amends.notice()).containsAll(request.vendors())) {
            throw new Refusal.Invalid("vendors", "wave-not-addressee");
        }
        return new NoticeText.Earlier(amends.how(), words.ordinal());
    }

    private NoticeText notice(
            CoordinatedCase of, Waves.Request request, int ordinal, NoticeText.@Nullable Earlier earlier) {
        return NoticeText.of(of.tlp(), of.number(), ordinal, request.words(), earlier, embargoes.of(of.id()));
    }

    private Map<OrganisationId, Gate.Decision> decisions(CoordinatedCase of, Policy policy, Waves.Request request) {
        return gate.ask(policy, facts.of(of), instant(request), organisations.vendorIds(), clock.instant());
    }
}
