package org.chosei.desk.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chosei.advisories.Publications;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.clocks.Attempt;
import org.chosei.cases.clocks.BusinessCalendar;
import org.chosei.cases.clocks.BusinessCalendars;
import org.chosei.cases.clocks.CaseFacts;
import org.chosei.cases.clocks.Clock;
import org.chosei.cases.clocks.ClockSteps;
import org.chosei.cases.clocks.Clocks;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.distribution.Fairness;
import org.chosei.distribution.Wave;
import org.chosei.distribution.Waves;
import org.chosei.distribution.asks.Asks;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers the clocks of a case from the rooms that know what starts and meets them. Queries do not grow with the vendors. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class DeadlinePages {
    private final Cases cases;
    private final Clocks clocks;
    private final ClockSteps steps;
    private final BusinessCalendars calendars;
    private final Embargoes embargoes;
    private final Waves waves;
    private final Fairness fairness;
    private final Asks asks;
    private final Publications publications;
    private final Vault vault;
    private final InstantSource clock;

    DeadlinePages(
            Cases cases,
            Clocks clocks,
            ClockSteps steps,
            BusinessCalendars calendars,
            Embargoes embargoes,
            Waves waves,
            Fairness fairness,
            Asks asks,
            Publications publications,
            Vault vault,
            InstantSource clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.steps = steps;
        this.calendars = calendars;
        this.embargoes = embargoes;
        this.waves = waves;
        this.fairness = fairness;
        this.asks = asks;
        this.publications = publications;
        this.vault = vault;
        this.clock = clock;
    }

    /** A vendor that was given a notice, and the clock of its receipt. */
    public record Receipt(Organisation vendor, Clock clock) {}

    /** The page; {@code unknown} are years that the receipts run through and of which no holiday was imported. */
    public record Page(
            CoordinatedCase of,
            List<Clock> clocks,
            List<Receipt> receipts,
            List<Attempt> attempts,
            Map<SealedId, Opened> words,
            List<Integer> unknown,
            Instant now) {

        /** The clocks drawn, with the days of this zone below. */
        public DeadlinePlot plot(ZoneId zone) {
            return DeadlinePlot.of(clocks, now, zone);
        }

        /** The opened words, or nothing for what the reader may not open. */
        public String word(@Nullable SealedId id) {
            return id == null
                    ? ""
                    : Optional.ofNullable(words.get(id)).map(Opened::text).orElse("");
        }
    }

    Page page(CaseId id, Locale locale) {
        CoordinatedCase of = cases.get(id);
        Instant now = clock.instant();
        List<Clock> all = clocks.of(id, facts(id));
        List<Fairness.Line> lines = fairness.of(id, locale).stream()
                .filter(line -> line.grantedAt() != null)
                .toList();
        Map<OrganisationId, BusinessCalendar> calendar =
                calendars.ofEach(lines.stream().map(line -> line.vendor().id()).toList());
        Map<OrganisationId, Instant> asked = asked(id);
        List<Receipt> receipts = lines.stream()
                .map(line -> receipt(
                        line,
                        asked.get(line.vendor().id()),
                        calendar.get(line.vendor().id()),
                        now))
                .sorted(Comparator.comparing(
                        each -> java.util.Objects.requireNonNull(each.clock().due())))
                .toList();
        List<Attempt> attempts = steps.attempts(id);
        List<SealedId> sealed = Stream.concat(
                        attempts.stream().map(Attempt::proof),
                        all.stream().flatMap(each -> Stream.ofNullable(each.moved())))
                .toList();
        return new Page(
                of,
                all,
                receipts,
                attempts,
                sealed.isEmpty() ? Map.of() : vault.open(OpenPurpose.READ, sealed),
                receipts.isEmpty() ? List.of() : unknown(receipts),
                now);
    }

    private CaseFacts facts(CaseId id) {
        Instant firstWave = waves.of(id).stream()
                .filter(wave -> wave.cancelledAt() == null)
                .map(Wave::visibleFrom)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new CaseFacts(
                embargoes.of(id),
                firstWave,
                publications.publishedAt(List.of(id)).get(id),
                !clocks.withCve(List.of(id)).isEmpty());
    }

    /** Until when each vendor's first wave asks for its receipt, by the rules under which it was planned. */
    private Map<OrganisationId, Instant> asked(CaseId id) {
        Map<OrganisationId, Instant> asked = new LinkedHashMap<>();
        asks.of(id)
                .forEach(each -> asked.putIfAbsent(
                        each.asks().vendor(), each.asks().steps().getFirst().due()));
        return asked;
    }

    private static Receipt receipt(
            Fairness.Line line, @Nullable Instant due, @Nullable BusinessCalendar calendar, Instant now) {
        Instant given = java.util.Objects.requireNonNull(line.grantedAt());
        return new Receipt(
                line.vendor(),
                due == null
                        ? Clock.receipt(given, java.util.Objects.requireNonNull(calendar), line.acknowledgedAt(), now)
                        : Clock.receipt(given, due, line.acknowledgedAt(), now));
    }

    private List<Integer> unknown(List<Receipt> receipts) {
        List<Instant> ends = receipts.stream()
                .flatMap(each -> Stream.of(each.clock().start(), each.clock().due()))
                .filter(java.util.Objects::nonNull)
                .sorted()
                .toList();
        return calendars.own().unknownYears(ends.getFirst(), ends.getLast());
    }
}
