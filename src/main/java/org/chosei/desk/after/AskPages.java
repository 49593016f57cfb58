package org.chosei.desk.after;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.clocks.ClockState;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.distribution.asks.Acted;
import org.chosei.distribution.asks.Ask;
import org.chosei.distribution.asks.Asks;
import org.chosei.distribution.asks.Climbed;
import org.chosei.distribution.asks.Ladder;
import org.chosei.distribution.asks.Step;
import org.chosei.identity.People;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Contact;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what staff see of the asks of a case and of one vendor in it. The number of statements does not grow with the vendors. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class AskPages {
    private static final String PERSON = "person:";

    private final Cases cases;
    private final Asks asks;
    private final Embargoes embargoes;
    private final Organisations organisations;
    private final ContactPoints contacts;
    private final People people;
    private final Vault vault;
    private final InstantSource clock;

    AskPages(
            Cases cases,
            Asks asks,
            Embargoes embargoes,
            Organisations organisations,
            ContactPoints contacts,
            People people,
            Vault vault,
            InstantSource clock) {
        this.cases = cases;
        this.asks = asks;
        this.embargoes = embargoes;
        this.organisations = organisations;
        this.contacts = contacts;
        this.people = people;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * A vendor in a wave.
     *
     * @param ordinal of the wave among those that ask this vendor
     * @param coming what comes next on the ladder
     */
    public record Row(Organisation vendor, int ordinal, Asks.Counted counted, Ladder.@Nullable Coming coming) {
        /** What is asked now; null when nothing is. */
        public @Nullable Ask current() {
            return counted.asks().current();
        }

        /** The highest rung of what is asked now; null for none. */
        public @Nullable Climbed highest() {
            Ask ask = current();
            return ask == null ? null : counted.asks().highest(ask.step());
        }

        boolean open() {
            return current() != null;
        }
    }

    /** How many vendors stand how with a step: met, running, overdue. */
    public record Tally(Step step, int met, int running, int overdue) {
        /** All of them. */
        public int all() {
            return met + running + overdue;
        }
    }

    /** Vendors that are asked for something by a day after the embargo ends: when all is published nobody needs it. */
    public record TooLate(int vendors, Instant embargoEnds) {}

    /**
     * The asks of a case.
     *
     * @param all whether those that are over are among the rows
     * @param tooLate null for none
     */
    public record CasePage(
            CoordinatedCase of,
            List<Row> rows,
            List<Tally> tallies,
            int over,
            boolean all,
            @Nullable TooLate tooLate,
            Instant now) {}

    /** The page of a case: what is overdue for longest first. */
    public CasePage page(CaseId id, boolean all, Locale locale) {
        CoordinatedCase of = cases.get(id);
        Instant now = clock.instant();
        List<Row> rows = rows(id);
        List<Row> shown = rows.stream()
                .filter(row -> all || row.open())
                .sorted(Comparator.comparing(AskPages::due)
                        .thenComparing(row -> row.vendor().name(locale)))
                .toList();
        int over = (int) rows.stream().filter(row -> !row.open()).count();
        return new CasePage(of, shown, tallies(rows, now), over, all, tooLate(id, rows), now);
    }

    private @Nullable TooLate tooLate(CaseId id, List<Row> rows) {
        if (!(embargoes.of(id) instanceof Embargo.Active(ZonedDateTime until))) {
            return null;
        }
        int vendors = (int) rows.stream()
                .filter(row -> row.counted().asks().steps().stream()
                        .anyMatch(ask -> !ask.over() && ask.due().isAfter(until.toInstant())))
                .map(row -> row.vendor().id())
                .distinct()
                .count();
        return vendors == 0 ? null : new TooLate(vendors, until.toInstant());
    }

    private static Instant due(Row row) {
        Ask ask = row.current();
        return ask == null ? Instant.MAX : ask.due();
    }

    private static List<Tally> tallies(List<Row> rows, Instant now) {
        Map<Step, int[]> counts = new EnumMap<>(Step.class);
        rows.stream()
                .flatMap(row -> row.counted().asks().steps().stream())
                .filter(Ask::needed)
                .forEach(ask -> counts.computeIfAbsent(ask.step(), _ -> new int[3])[kind(ask.state(now))]++);
        List<Tally> tallies = new ArrayList<>();
        counts.forEach((step, count) -> tallies.add(new Tally(step, count[0], count[1], count[2])));
        return tallies;
    }

    private static int kind(ClockState state) {
        return switch (state) {
            case MET, LATE, ENDED -> 0;
            case WAITING, RUNNING, SOON -> 1;
            case OVERDUE -> 2;
        };
    }

    private List<Row> rows(CaseId id) {
        List<Asks.Counted> counted = asks.of(id);
        Map<OrganisationId, Organisation> vendors = organisations.byId(
                counted.stream().map(each -> each.asks().vendor()).collect(Collectors.toSet()));
        Map<OrganisationId, Integer> waves = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        for (Asks.Counted each : counted) {
            Organisation vendor = vendors.get(each.asks().vendor());
            if (vendor != null) {
                rows.add(new Row(vendor, waves.merge(vendor.id(), 1, Integer::sum), each, each.next()));
            }
        }
        return rows;
    }

    /**
     * One vendor: what it is asked, how it was reached, and how it can be.
     *
     * @param words what was kept of each act, opened: whom was tried in the first line
     * @param names of persons, by the way the ledger writes them
     */
    public record VendorPage(
            CoordinatedCase of,
            Organisation vendor,
            List<Row> rows,
            List<Contact> contacts,
            Map<SealedId, Opened> words,
            Map<String, String> names,
            Instant now) {

        /** The row on which somebody acts: the first that asks something; null when nothing is asked. */
        public @Nullable Row open() {
            return rows.stream().filter(Row::open).findFirst().orElse(null);
        }

        /** What was kept of an act. */
        public String word(Acted acted) {
            Opened opened = words.get(acted.words());
            return opened == null ? "" : opened.text();
        }
    }

    /** The page of one vendor; not found when no wave asks it anything. */
    public VendorPage vendor(CaseId id, OrganisationId vendor) {
        CoordinatedCase of = cases.get(id);
        Organisation organisation = organisations.find(vendor).orElseThrow(Refusal.NotFound::new);
        List<Row> rows = rows(id).stream()
                .filter(row -> row.vendor().id().equals(vendor))
                .toList();
        List<SealedId> sealed = rows.stream()
                .flatMap(row -> row.counted().asks().acts().stream())
                .map(Acted::words)
                .toList();
        return new VendorPage(
                of,
                organisation,
                rows,
                contacts.of(vendor),
                sealed.isEmpty() ? Map.of() : vault.open(OpenPurpose.READ, sealed),
                names(rows),
                clock.instant());
    }

    /** Not found unless staff may know the case and there is such an organisation. */
    public void require(CaseId id, OrganisationId vendor) {
        cases.get(id);
        if (organisations.find(vendor).isEmpty()) {
            throw new Refusal.NotFound();
        }
    }

    private Map<String, String> names(List<Row> rows) {
        Set<String> actors = rows.stream()
                .map(row -> row.counted().asks())
                .flatMap(each -> java.util.stream.Stream.concat(
                        each.rungs().stream().map(Climbed::by),
                        each.acts().stream().map(Acted::by)))
                .filter(by -> by.startsWith(PERSON))
                .collect(Collectors.toSet());
        return names(actors);
    }

    /** Names of persons, by the way the ledger writes them; whoever is no person is absent. */
    public Map<String, String> names(Collection<String> actors) {
        Map<String, String> names = new LinkedHashMap<>();
        Set<PersonId> ids = actors.stream()
                .filter(by -> by.startsWith(PERSON))
                .map(by -> PersonId.of(by.substring(PERSON.length())))
                .collect(Collectors.toSet());
        people.names(ids).forEach((person, name) -> names.put(PERSON + person, name));
        return names;
    }
}
