package org.chosei.cases.clocks;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.chosei.cases.embargo.Embargo;
import org.chosei.kernel.CaseId;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** How the clocks of cases stand. What other rooms know is given as {@link CaseFacts} and derived from, never copied. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Clocks {
    private final ClockStore store;
    private final Site site;
    private final InstantSource clock;

    Clocks(ClockStore store, Site site, InstantSource clock) {
        this.store = store;
        this.site = site;
        this.clock = clock;
    }

    /**
     * The clocks that the case itself started, without what other rooms know of it, out of what another query read with
     * its own: a JSON array of rows of {@code case_clock} with kind, start, due, rules and reason.
     */
    public List<Clock> started(CaseId id, String json) {
        Instant now = clock.instant();
        return StreamSupport.stream(JsonMapper.shared().readTree(json).spliterator(), false)
                .map(row -> clock(ClockStore.row(id, row), null, now))
                .toList();
    }

    /** Every clock of a case, in the order of the rules. Two queries. */
    public List<Clock> of(CaseId id, CaseFacts facts) {
        return ofEach(Map.of(id, facts)).getOrDefault(id, List.of());
    }

    /** The same of many cases; the queries do not grow with them. */
    public Map<CaseId, List<Clock>> ofEach(Map<CaseId, CaseFacts> facts) {
        Map<CaseId, List<ClockStore.Row>> rows =
                store.of(facts.keySet()).stream().collect(groupingBy(ClockStore.Row::caseId));
        Map<CaseId, Instant> records = store.records(facts.keySet());
        Instant now = clock.instant();
        Map<CaseId, List<Clock>> clocks = new LinkedHashMap<>();
        facts.forEach((id, known) ->
                clocks.put(id, clocks(rows.getOrDefault(id, List.of()), known, records.get(id), now)));
        return clocks;
    }

    /** Which of these cases have a CVE id. One query. */
    public Set<CaseId> withCve(Collection<CaseId> cases) {
        return store.withCve(cases);
    }

    private List<Clock> clocks(List<ClockStore.Row> rows, CaseFacts facts, @Nullable Instant recordAt, Instant now) {
        ClockRules rules = ClockRules.inForce();
        List<Clock> clocks = new ArrayList<>();
        for (ClockKind kind : List.of(ClockKind.FIRST_CONTACT, ClockKind.ACCEPTANCE)) {
            clocks.add(rows.stream()
                    .filter(row -> row.kind() == kind)
                    .findFirst()
                    .map(row -> clock(row, facts.publishedAt(), now))
                    .orElseGet(() -> Clock.waiting(rules.of(kind))));
        }
        ClockRule details = rules.of(ClockKind.DETAILS);
        Instant wave = facts.firstWave();
        clocks.add(wave == null ? Clock.waiting(details) : Clock.of(details, wave, wave, wave, now));
        clocks.add(embargo(facts.embargo(), now));
        Instant published = facts.publishedAt();
        for (ClockKind kind : List.of(ClockKind.CVE_SHOULD, ClockKind.CVE_MUST)) {
            ClockRule rule = rules.of(kind);
            clocks.add(
                    published == null || !facts.cve()
                            ? Clock.waiting(rule)
                            : Clock.of(rule, published, rule.end(published, plain()), recordAt, now));
        }
        return List.copyOf(clocks);
    }

    private static Clock clock(ClockStore.Row row, @Nullable Instant metAt, Instant now) {
        ClockRule rule = ClockRules.version(row.rules()).of(row.kind());
        return Clock.of(rule, row.start(), row.due(), metAt, now).movedFor(row.reason());
    }

    /** Clock D of an embargo, for whoever may know it. */
    public static Clock embargo(Embargo embargo, Instant now) {
        ClockRule rule = ClockRules.inForce().of(ClockKind.EMBARGO);
        return switch (embargo) {
            case Embargo.None _ -> Clock.waiting(rule);
            case Embargo.Active active -> Clock.agreed(rule, active.until().toInstant(), null, now);
            case Embargo.Ended ended -> Clock.agreed(rule, ended.until().toInstant(), ended.endedAt(), now);
        };
    }

    /** The clocks that are kept here count calendar days, for which the zone is enough. */
    private BusinessCalendar plain() {
        return new BusinessCalendar(site.zone(), Set.of(), List.of());
    }
}
