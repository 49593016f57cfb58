package org.chosei.distribution.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.clocks.BusinessCalendars;
import org.chosei.cases.clocks.Clock;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.EmbargoAnswers;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.embargo.Happened;
import org.chosei.cases.embargo.Negotiation;
import org.chosei.cases.participants.OwnParts;
import org.chosei.cases.participants.Participants;
import org.chosei.cases.status.Statuses;
import org.chosei.conversation.Messages;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.Threads;
import org.chosei.distribution.NoticeTitle;
import org.chosei.distribution.Notices;
import org.chosei.distribution.OwnCases;
import org.chosei.distribution.asks.Asks;
import org.chosei.distribution.asks.VendorAsks;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.protocol.ConsentState;
import org.chosei.protocol.EmbargoEvent;
import org.chosei.registry.Organisations;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A vendor's side of its cases: the notice, its answer, its private thread. What was not granted does not exist here. */
@Controller
@Transactional
public class OurCasesController {
    private static final int PAGE = 50;
    /** What led here and took the case away, so that this page says it. */
    private static final Set<String> DONE = Set.of("left", "ended", "declined");

    private final Cases cases;
    private final Embargoes embargoes;
    private final Notices notices;
    private final Statuses statuses;
    private final Threads threads;
    private final Messages messages;
    private final Organisations organisations;
    private final Participants participants;
    private final OwnParts parts;
    private final EmbargoAnswers answers;
    private final OwnCases ownCases;
    private final BusinessCalendars calendars;
    private final InstantSource clock;
    private final OurStatus ourStatus;
    private final Asks asks;

    OurCasesController(
            Cases cases,
            Embargoes embargoes,
            Notices notices,
            Statuses statuses,
            Threads threads,
            Messages messages,
            Organisations organisations,
            Participants participants,
            OwnParts parts,
            EmbargoAnswers answers,
            OurStatus ourStatus,
            OwnCases ownCases,
            BusinessCalendars calendars,
            Asks asks,
            InstantSource clock) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.notices = notices;
        this.statuses = statuses;
        this.threads = threads;
        this.messages = messages;
        this.organisations = organisations;
        this.participants = participants;
        this.parts = parts;
        this.answers = answers;
        this.ownCases = ownCases;
        this.calendars = calendars;
        this.clock = clock;
        this.ourStatus = ourStatus;
        this.asks = asks;
    }

    @Bean
    static Link ourCasesLink() {
        return new Link(10, "distribution.our-cases", "/our-cases", Permission.VENDOR_WORK);
    }

    /** A line of the list; what it is about as its newest notice says. */
    public record Item(
            CoordinatedCase of,
            Embargo embargo,
            Statuses.@Nullable Stated stated,
            String number,
            @Nullable NoticeTitle title) {}

    @GetMapping("/our-cases")
    @Allow(Permission.VENDOR_WORK)
    View list(@RequestParam Optional<String> before, @RequestParam(defaultValue = "") String done) {
        OrganisationId own = Scopes.person().organisation();
        List<CoordinatedCase> page = cases.page(before.map(CaseId::of).orElse(null), PAGE);
        List<CaseId> ids = page.stream().map(CoordinatedCase::id).toList();
        Map<CaseId, Embargo> holds = embargoes.ofEach(ids);
        Map<CaseId, Statuses.Stated> stated = statuses.of(own, ids);
        Map<CaseId, String> numbers = participants.numbers(own, ids);
        Map<CaseId, NoticeTitle> titles = notices.titles(ids);
        List<Item> items = page.stream()
                .map(of -> new Item(
                        of,
                        holds.getOrDefault(of.id(), new Embargo.None()),
                        stated.get(of.id()),
                        numbers.getOrDefault(of.id(), ""),
                        titles.get(of.id())))
                .toList();
        return View.of("distribution/our-cases", "items", items)
                .with("asked", answers.asked())
                .with("done", DONE.contains(done) ? done : "")
                .with("more", items.size() == PAGE ? items.getLast().of().id().toString() : "");
    }

    /**
     * What a vendor sees of a case.
     *
     * @param receipt until when it is to say that it received the notice; null when there is nothing to say any more
     * @param asked terms wait for its answer
     * @param termsSince when the terms in force came into force; null when none are
     */
    public record OurCase(
            CoordinatedCase of,
            Embargo embargo,
            List<Notices.Notice> notices,
            Set<UUID> acknowledged,
            OurStatus.Shown status,
            ThreadId thread,
            List<Messages.Message> messages,
            Map<OrganisationId, String> names,
            String coordinator,
            @Nullable Clock receipt,
            boolean asked,
            @Nullable Instant termsSince) {}

    @GetMapping("/our-cases/{id}")
    @Allow(Permission.VENDOR_WORK)
    View show(@PathVariable String id, @RequestParam(defaultValue = "") String done, Locale locale) {
        CoordinatedCase of = cases.get(CaseId.of(id));
        OrganisationId own = Scopes.person().organisation();
        ThreadId thread = threads.of(of.id(), own).orElseThrow(Refusal.NotFound::new);
        OrganisationId coordinator = organisations.coordinator();
        Map<OrganisationId, String> names = Names.of(organisations, List.of(own, coordinator), locale);
        List<Notices.Notice> told = notices.read(of.id());
        Set<UUID> acknowledged = notices.acknowledged(of.id(), own);
        boolean unsaid = told.stream().anyMatch(each -> !acknowledged.contains(each.id())) && acknowledged.isEmpty();
        Negotiation negotiation = embargoes.negotiation(of.id());
        List<VendorAsks> asked = asks.own(of.id());
        return View.of(
                        "distribution/our-case",
                        "view",
                        new OurCase(
                                of,
                                negotiation.embargo(),
                                told,
                                acknowledged,
                                ourStatus.of(of.id()),
                                thread,
                                messages.read(thread),
                                names,
                                names.getOrDefault(coordinator, ""),
                                asked.isEmpty() ? receipt(of.id(), own, unsaid) : null,
                                asked(of.id(), negotiation),
                                termsSince(negotiation)))
                .with("done", done)
                .with("asks", asked)
                .with("part", parts.of(of.id(), locale))
                .with("now", clock.instant());
    }

    private @Nullable Clock receipt(CaseId of, OrganisationId own, boolean unsaid) {
        Instant from = unsaid ? ownCases.seenSince().get(of) : null;
        return from == null
                ? null
                : Clock.receipt(
                        from,
                        Objects.requireNonNull(calendars.ofEach(List.of(own)).get(own)),
                        null,
                        clock.instant());
    }

    private boolean asked(CaseId of, Negotiation negotiation) {
        Map<UUID, ConsentState> said = answers.own(of, negotiation);
        return !negotiation.ranOut(clock.instant())
                && negotiation.answerable().stream()
                        .map(term -> said.getOrDefault(term.id(), ConsentState.NEVER_ASKED))
                        .anyMatch(each -> each != ConsentState.ACCEPTED && each != ConsentState.DECLINED);
    }

    private static @Nullable Instant termsSince(Negotiation negotiation) {
        return negotiation.history().stream()
                .filter(each -> each.event() == EmbargoEvent.ACCEPT)
                .map(Happened::at)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    @PostMapping("/our-cases/{id}/acknowledgement")
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View acknowledge(@PathVariable String id, @RequestParam String notice) {
        CoordinatedCase of = cases.get(CaseId.of(id));
        notices.acknowledge(of.id(), Uuid7.parse(notice));
        return Redirects.to("/our-cases/" + of.id());
    }
}
