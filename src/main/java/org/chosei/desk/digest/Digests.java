package org.chosei.desk.digest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chosei.access.Purpose;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.clocks.BusinessCalendar;
import org.chosei.cases.clocks.BusinessCalendars;
import org.chosei.jobs.Recurring;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.ClearLetters;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells persons by mail that something happened in their cases: as soon as each wants, one mail for a round, outside its quiet
 * hours. Letter and note that it was told commit together, so nobody is told twice and nothing is lost; the letter is handed
 * over until a relay took it, always with the same Message-ID. The number of statements does not grow with persons or cases.
 */
@Component
public class Digests implements Recurring {
    /** What is worth a mail. */
    private static final Set<String> NEWS = Set.of(
            "message.posted",
            "status.stated",
            "status.proposed",
            "embargo.proposed",
            "embargo.agreed",
            "embargo.declined",
            "participant.left",
            "introduction.wished",
            "advisory.held-back",
            "mail.bounced",
            "mail.late",
            "report.opened",
            "report.linked",
            "case.merged");

    /** What is told at once: a new notice, the early end of an embargo, what became known, exploited or broken. */
    private static final Set<String> URGENT = Set.of("embargo.ended", "case.event", "mail.handed-over");

    private final NoticeStore store;
    private final NoticeLetters letters;
    private final ClearLetters outgoing;
    private final Cases cases;
    private final BusinessCalendars calendars;
    private final TransactionOperations transaction;
    private final Site site;
    private final InstantSource clock;

    Digests(
            NoticeStore store,
            NoticeLetters letters,
            ClearLetters outgoing,
            Cases cases,
            BusinessCalendars calendars,
            TransactionOperations transaction,
            Site site,
            InstantSource clock) {
        this.store = store;
        this.letters = letters;
        this.outgoing = outgoing;
        this.cases = cases;
        this.calendars = calendars;
        this.transaction = transaction;
        this.site = site;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "desk.digests";
    }

    @Override
    public Purpose purpose() {
        return Purpose.MAIL_OUT;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void run() {
        transaction.executeWithoutResult(_ -> {
            store.gather(NEWS, URGENT);
            tell();
        });
    }

    private void tell() {
        List<DueNotice> open = store.open(site.zone());
        if (open.isEmpty()) {
            return;
        }
        Map<OrganisationId, BusinessCalendar> days = calendars.ofEach(
                open.stream().map(each -> each.to().organisation()).collect(Collectors.toSet()));
        Instant now = clock.instant();
        Map<Mail, List<DueNotice>> due = open.stream()
                .filter(each -> isDue(each, days.get(each.to().organisation()), now))
                .collect(Collectors.groupingBy(Mail::of, LinkedHashMap::new, Collectors.toList()));
        if (!due.isEmpty()) {
            stage(due, now);
        }
    }

    /** One mail: what is urgent does not wait for the rest, and is not lost among it. */
    private record Mail(DueNotice.Recipient to, boolean urgent) {
        static Mail of(DueNotice notice) {
            return new Mail(notice.to(), notice.rhythm() == Rhythm.URGENT);
        }
    }

    private static boolean isDue(
            DueNotice notice, @org.jspecify.annotations.Nullable BusinessCalendar days, Instant now) {
        Predicate<LocalDate> works = day -> days == null || days.isBusinessDay(day);
        NoticeHours hours = notice.to().hours();
        Instant due = hours.due(notice.rhythm(), notice.first(), notice.last(), works);
        return due != null
                && !due.isAfter(now)
                && (notice.rhythm() == Rhythm.URGENT
                        || hours.allowed(now, works).equals(now));
    }

    private void stage(Map<Mail, List<DueNotice>> due, Instant now) {
        List<DueNotice> all = due.values().stream().flatMap(List::stream).toList();
        Set<CaseId> ids = all.stream().map(DueNotice::caseId).collect(Collectors.toSet());
        Map<CaseId, CoordinatedCase> known = new LinkedHashMap<>();
        cases.byId(ids).forEach(each -> known.put(each.id(), each));
        Map<NoticeStore.Kept, String> own =
                store.numbers(all.stream().map(each -> each.to().organisation()).collect(Collectors.toSet()), ids);
        List<ClearLetters.Letter> written = new ArrayList<>();
        Map<DueNotice, UUID> told = new LinkedHashMap<>();
        due.forEach((mail, notices) -> {
            UUID letter = Uuid7.at(now);
            List<NoticeLetters.Named> about = new ArrayList<>();
            for (DueNotice each : notices) {
                CoordinatedCase of = known.get(each.caseId());
                if (of != null) {
                    String number =
                            own.getOrDefault(new NoticeStore.Kept(mail.to().organisation(), each.caseId()), "");
                    about.add(new NoticeLetters.Named(of, number));
                }
            }
            notices.forEach(each -> told.put(each, letter));
            if (!about.isEmpty()) {
                written.add(letters.write(letter, mail.to(), mail.urgent(), about));
            }
        });
        outgoing.stage(written);
        store.told(told);
    }
}
