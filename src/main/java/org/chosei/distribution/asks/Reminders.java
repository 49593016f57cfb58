package org.chosei.distribution.asks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chosei.access.Purpose;
import org.chosei.cases.clocks.BusinessCalendars;
import org.chosei.jobs.Recurring;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Contact;
import org.chosei.registry.ContactPoints;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Climbs the ladder for every vendor whose time is over: mails without content, then tasks for people. The row of a rung, its
 * mails and its ledger entry commit together and a rung has one row, so nobody is reminded twice of the same, whatever the
 * clock does; in one run a vendor climbs one rung. Nothing happens outside of business hours. A batch of cases is one
 * transaction, whose statements do not grow with the vendors.
 */
@Component
public class Reminders implements Recurring {
    private static final int BATCH = 100;
    private static final UUID FIRST = new UUID(0, 0);

    private final AskStore store;
    private final Asks asks;
    private final AskRuleBook rules;
    private final AskLetters letters;
    private final BusinessCalendars calendars;
    private final ContactPoints contacts;
    private final Ledger ledger;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    Reminders(
            AskStore store,
            Asks asks,
            AskRuleBook rules,
            AskLetters letters,
            BusinessCalendars calendars,
            ContactPoints contacts,
            Ledger ledger,
            TransactionOperations transaction,
            InstantSource clock) {
        this.store = store;
        this.asks = asks;
        this.rules = rules;
        this.letters = letters;
        this.calendars = calendars;
        this.contacts = contacts;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "distribution.reminders";
    }

    @Override
    public Purpose purpose() {
        return Purpose.MAIL_OUT;
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(5);
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        if (!Boolean.TRUE.equals(transaction.execute(_ -> rules.inForce().open(now, calendars.own())))) {
            return;
        }
        UUID after = FIRST;
        boolean more = true;
        while (more) {
            UUID from = after;
            List<CaseId> batch = Objects.requireNonNull(transaction.execute(_ -> climb(from, now)));
            more = batch.size() == BATCH;
            after = more ? batch.getLast().value() : FIRST;
        }
    }

    /** What is to be climbed by one vendor. */
    record Due(VendorAsks asks, Ladder.Coming coming) {}

    /** The batch of cases that was looked at. */
    private List<CaseId> climb(UUID after, Instant now) {
        store.onlyOne();
        List<CaseId> cases = store.asking(after, BATCH);
        if (!cases.isEmpty()) {
            climb(due(asks.ofEach(cases), now), now);
        }
        return cases;
    }

    /** Those whose time is over, each vendor once in a case, and only in its business hours. */
    private List<Due> due(List<Asks.Counted> all, Instant now) {
        AskRules hours = rules.inForce();
        Set<Map.Entry<CaseId, OrganisationId>> taken = new HashSet<>();
        List<Due> due = new ArrayList<>();
        for (Asks.Counted each : all) {
            Ladder.Coming coming = each.next();
            Instant at = coming == null ? null : coming.at();
            if (coming != null
                    && at != null
                    && !at.isAfter(now)
                    && hours.open(now, each.calendar())
                    && taken.add(Map.entry(each.asks().caseId(), each.asks().vendor()))) {
                due.add(new Due(each.asks(), coming));
            }
        }
        return due;
    }

    private void climb(List<Due> due, Instant now) {
        if (due.isEmpty()) {
            return;
        }
        Map<OrganisationId, List<Contact>> known =
                contacts.of(due.stream().map(each -> each.asks().vendor()).collect(Collectors.toSet())).stream()
                        .collect(Collectors.groupingBy(Contact::organisation));
        Map<UUID, Due> byId = new LinkedHashMap<>();
        Map<UUID, List<Contact>> addressed = new LinkedHashMap<>();
        List<AskStore.NewRung> rungs = new ArrayList<>();
        for (Due each : due) {
            UUID id = Uuid7.at(now);
            List<Contact> to = AskLetters.to(
                    each.coming().rung(), known.getOrDefault(each.asks().vendor(), List.of()));
            byId.put(id, each);
            addressed.put(id, to);
            rungs.add(new AskStore.NewRung(
                    id,
                    each.asks().caseId(),
                    new AskStore.Place(each.asks().wave(), each.asks().vendor()),
                    each.coming().step(),
                    each.coming().rung(),
                    to.size()));
        }
        List<UUID> climbed = store.climb(rungs);
        letters.stage(climbed.stream()
                .collect(Collectors.toMap(
                        id -> Objects.requireNonNull(byId.get(id)),
                        id -> addressed.getOrDefault(id, List.of()),
                        (one, _) -> one,
                        LinkedHashMap::new)));
        climbed.stream().map(byId::get).map(ENTRY).forEach(ledger::append);
    }

    private static final Function<Due, Entry> ENTRY = due -> {
        Entry entry = Entry.of(due.asks().caseId(), due.coming().rung().entry())
                .about("organisation", due.asks().vendor())
                .about("wave", due.asks().wave())
                .about("step", due.coming().step())
                .about("rung", due.coming().rung());
        var audience = due.asks().audience();
        return audience == null || due.coming().rung().byPeople() ? entry : entry.seenBy(audience);
    };
}
