package org.chosei.desk.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.advisories.Publications;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.clocks.BusinessCalendar;
import org.chosei.cases.clocks.BusinessCalendars;
import org.chosei.cases.clocks.CalendarDays;
import org.chosei.cases.clocks.CalendarEntries;
import org.chosei.cases.clocks.CalendarEvent;
import org.chosei.cases.clocks.CaseFacts;
import org.chosei.cases.clocks.Clock;
import org.chosei.cases.clocks.ClockKind;
import org.chosei.cases.clocks.ClockState;
import org.chosei.cases.clocks.Clocks;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.participants.Participants;
import org.chosei.desk.inbox.Duty;
import org.chosei.distribution.Notices;
import org.chosei.distribution.OwnCases;
import org.chosei.distribution.asks.AskRuleBook;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.web.Messages;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The deadlines of the acting person as calendar events: numbers and words of ours, never words of a case, and only what the
 * person may see at this moment. Nothing is opened. The number of queries does not grow with the cases.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Calendars {
    /** The newest cases; more than a calendar program shows. */
    private static final int CASES = 1000;

    private static final Duration PAST = Duration.ofDays(31);

    private final Cases cases;
    private final Embargoes embargoes;
    private final Clocks clocks;
    private final Publications publications;
    private final OwnCases ownCases;
    private final Participants participants;
    private final Notices notices;
    private final BusinessCalendars calendars;
    private final AskRuleBook askRules;
    private final CalendarEntries entries;
    private final Duty duty;
    private final Messages messages;
    private final Site site;
    private final InstantSource clock;

    Calendars(
            Cases cases,
            Embargoes embargoes,
            Clocks clocks,
            Publications publications,
            OwnCases ownCases,
            Participants participants,
            Notices notices,
            BusinessCalendars calendars,
            AskRuleBook askRules,
            CalendarEntries entries,
            Duty duty,
            Messages messages,
            Site site,
            InstantSource clock) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.clocks = clocks;
        this.publications = publications;
        this.ownCases = ownCases;
        this.participants = participants;
        this.notices = notices;
        this.calendars = calendars;
        this.askRules = askRules;
        this.entries = entries;
        this.duty = duty;
        this.messages = messages;
        this.site = site;
        this.clock = clock;
    }

    /** The events of the acting person, by case and clock. */
    List<CalendarEvent> of(Locale locale) {
        Scope.Person person = Scopes.person();
        Map<CaseId, CoordinatedCase> known = new LinkedHashMap<>();
        List<CalendarEntries.Due> due = person.isStaff() ? staffs(known) : vendors(known, person.organisation());
        String page = person.isStaff() ? "/cases/" : "/our-cases/";
        Map<CaseId, String> own =
                person.isStaff() ? Map.of() : participants.numbers(person.organisation(), known.keySet());
        String host = site.base().getHost();
        return entries.tell(due).stream()
                .map(told -> new CalendarEvent(
                        CalendarEvent.uid(told.kind().name(), told.caseId(), host),
                        title(known.get(told.caseId()), own.getOrDefault(told.caseId(), ""), told.kind(), locale),
                        site.address(page + told.caseId()),
                        told.at(),
                        told.sequence(),
                        told.changedAt()))
                .toList();
    }

    /** The acting person's days on duty, for staff. */
    List<CalendarDays> duty(Locale locale) {
        String host = site.base().getHost();
        return Scopes.person().isStaff()
                ? duty.own().stream()
                        .map(each -> new CalendarDays(
                                CalendarEvent.uid("duty", each.id(), host),
                                messages.text(locale, "inbox.duty-event", site.name(locale)),
                                site.address("/duty"),
                                each.first(),
                                each.last(),
                                each.since()))
                        .toList()
                : List.of();
    }

    private String title(@Nullable CoordinatedCase of, String own, ClockKind kind, Locale locale) {
        String word = messages.text(locale, "deadlines.event." + kind.name());
        return of == null ? word : of.number() + (own.isEmpty() ? "" : " [" + own + "]") + ": " + word;
    }

    private List<CalendarEntries.Due> staffs(Map<CaseId, CoordinatedCase> known) {
        cases.page(null, CASES).forEach(of -> known.put(of.id(), of));
        Map<CaseId, Embargo> holds = embargoes.ofEach(known.keySet());
        Map<CaseId, Instant> published = publications.publishedAt(known.keySet());
        Set<CaseId> cve = clocks.withCve(known.keySet());
        Map<CaseId, CaseFacts> facts = known.keySet().stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        id -> new CaseFacts(
                                holds.getOrDefault(id, new Embargo.None()),
                                null,
                                published.get(id),
                                cve.contains(id))));
        List<CalendarEntries.Due> due = new ArrayList<>();
        clocks.ofEach(facts).forEach((id, all) -> all.forEach(each -> add(due, id, each)));
        return due;
    }

    private List<CalendarEntries.Due> vendors(Map<CaseId, CoordinatedCase> known, OrganisationId own) {
        Map<CaseId, Instant> open = ownCases.seenSince();
        cases.byId(open.keySet()).forEach(of -> known.put(of.id(), of));
        Map<CaseId, Embargo> holds = embargoes.ofEach(known.keySet());
        Set<CaseId> received = notices.acknowledged(own, known.keySet());
        BusinessCalendar calendar = calendars.ofEach(List.of(own)).get(own);
        int days = askRules.inForce().receiptDays();
        Instant now = clock.instant();
        List<CalendarEntries.Due> due = new ArrayList<>();
        for (CaseId id : known.keySet()) {
            add(due, id, Clocks.embargo(holds.getOrDefault(id, new Embargo.None()), now));
            Instant given = open.get(id);
            if (given != null && calendar != null && !received.contains(id)) {
                add(due, id, Clock.receipt(given, calendar, days, null, now));
            }
        }
        return due;
    }

    /** What is over is no deadline; what has long been overdue is on the pages. */
    private void add(List<CalendarEntries.Due> due, CaseId id, Clock each) {
        Instant at = each.due();
        boolean open = each.state() == ClockState.RUNNING
                || each.state() == ClockState.SOON
                || each.state() == ClockState.OVERDUE;
        if (at != null && open && at.isAfter(clock.instant().minus(PAST))) {
            due.add(new CalendarEntries.Due(id, each.kind(), at));
        }
    }
}
