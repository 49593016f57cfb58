package org.chosei.intake.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.identity.People;
import org.chosei.intake.Partners;
import org.chosei.intake.reporting.Exit;
import org.chosei.intake.reporting.OpenedReport;
import org.chosei.intake.reporting.ReceivedReports;
import org.chosei.intake.reporting.Triage;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One report beside mail, for staff: its words, the talk, hints, and what is made of it. */
@Controller
public class ReceivedReportController {
    private static final String PERSON = "person:";

    private final ReceivedReports reports;
    private final Triage triage;
    private final Partners partners;
    private final People people;
    private final Site site;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    ReceivedReportController(
            ReceivedReports reports,
            Triage triage,
            Partners partners,
            People people,
            Site site,
            TransactionOperations transaction,
            InstantSource clock) {
        this.reports = reports;
        this.triage = triage;
        this.partners = partners;
        this.people = people;
        this.site = site;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What the page shows.
     *
     * @param from the vendor or body; empty for the public form
     * @param names of the actors in history and talk
     * @param typed what a form sent that was refused
     * @param refused why
     */
    public record Page(
            OpenedReport view,
            String from,
            Map<String, String> names,
            List<String> zones,
            String form,
            Map<String, String> typed,
            List<Refusal> refused) {

        /** What was typed into a field, or what the page proposes. */
        public String typed(String field, String proposed) {
            return typed.getOrDefault(field, proposed);
        }
    }

    @GetMapping("/reports/received/{id}")
    @Allow(Permission.INTAKE)
    View show(@PathVariable String id, Locale locale) {
        return page(Uuid7.parse(id), locale, Map.of(), List.of());
    }

    private View page(UUID id, Locale locale, Map<String, String> typed, List<Refusal> refused) {
        Page page = within(() -> {
            OpenedReport opened = reports.open(id);
            OrganisationId organisation = opened.of().organisation();
            String from = organisation == null
                    ? ""
                    : partners.names(List.of(organisation), locale).getOrDefault(organisation, "");
            List<String> zones = Stream.of(site.zone().getId(), "UTC", "America/New_York", "Europe/Berlin")
                    .distinct()
                    .toList();
            String form = Uuid7.at(clock.instant()).toString();
            return new Page(opened, from, names(opened), zones, form, typed, refused);
        });
        return View.of("reporting/report", "page", page)
                .status(refused.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private Map<String, String> names(OpenedReport opened) {
        List<PersonId> persons = Stream.concat(
                        opened.history().stream().map(OpenedReport.Taken::by),
                        opened.talk().stream().map(line -> line.by()))
                .filter(actor -> actor.startsWith(PERSON))
                .map(actor -> PersonId.of(actor.substring(PERSON.length())))
                .distinct()
                .toList();
        Map<String, String> names = new java.util.LinkedHashMap<>();
        people.names(persons).forEach((person, name) -> names.put(PERSON + person, name));
        return names;
    }

    @PostMapping("/reports/received/{id}/checking")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View check(@PathVariable String id) {
        return done(id, triage::check);
    }

    @PostMapping("/reports/received/{id}/acceptance")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View accept(@PathVariable String id) {
        return done(id, triage::accept);
    }

    @PostMapping("/reports/received/{id}/reopening")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View reopen(@PathVariable String id) {
        return done(id, triage::reopen);
    }

    @PostMapping("/reports/received/{id}/publication")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View published(@PathVariable String id) {
        return done(id, triage::published);
    }

    private org.springframework.web.servlet.View done(String id, java.util.function.Consumer<UUID> step) {
        UUID report = Uuid7.parse(id);
        transaction.executeWithoutResult(_ -> step.accept(report));
        return Redirects.to("/reports/received/" + report);
    }

    @PostMapping("/reports/received/{id}/case")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View open(
            @PathVariable String id, @RequestParam Map<String, String> typed, Locale locale) {
        UUID report = Uuid7.parse(id);
        try {
            return within(() -> {
                Triage.Decision decision = new Triage.Decision(
                        typed.getOrDefault("title", ""),
                        typed.getOrDefault("summary", ""),
                        typed.getOrDefault("product", ""),
                        Tlp.read(typed.getOrDefault("tlp", "")),
                        EmbargoField.read(
                                typed.getOrDefault("embargo", ""),
                                typed.getOrDefault("until", ""),
                                typed.getOrDefault("zone", "")));
                return Redirects.to("/cases/" + triage.open(report, decision).id());
            });
        } catch (Refusal.Invalid refused) {
            return page(report, locale, typed, List.of(refused));
        }
    }

    @PostMapping("/reports/received/{id}/link")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View link(
            @PathVariable String id, @RequestParam Map<String, String> typed, Locale locale) {
        UUID report = Uuid7.parse(id);
        try {
            return within(() -> {
                triage.link(report, typed.getOrDefault("case", ""));
                return Redirects.to("/reports/received/" + report);
            });
        } catch (Refusal.Invalid refused) {
            return page(report, locale, typed, List.of(refused));
        }
    }

    @PostMapping("/reports/received/{id}/refusal")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View turnDown(
            @PathVariable String id, @RequestParam Map<String, String> typed, Locale locale) {
        UUID report = Uuid7.parse(id);
        try {
            return within(() -> {
                triage.turnDown(
                        report,
                        Exit.read(typed.getOrDefault("exit", "")),
                        typed.getOrDefault("duplicate", ""),
                        typed.getOrDefault("reason", ""));
                return Redirects.to("/reports/received/" + report);
            });
        } catch (Refusal.Invalid refused) {
            return page(report, locale, typed, List.of(refused));
        }
    }

    @PostMapping("/reports/received/{id}/messages")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View write(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String text,
            Locale locale) {
        UUID report = Uuid7.parse(id);
        UUID once = Uuid7.parse(form);
        try {
            return within(() -> {
                reports.write(report, once, text);
                return Redirects.to("/reports/received/" + report + "#talk");
            });
        } catch (Refusal.Invalid refused) {
            return page(report, locale, Map.of("text", text), List.of(refused));
        }
    }

    @PostMapping("/reports/received/{id}/hints")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View hint(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String text,
            Locale locale) {
        UUID report = Uuid7.parse(id);
        UUID once = Uuid7.parse(form);
        try {
            return within(() -> {
                reports.hint(report, once, text);
                return Redirects.to("/reports/received/" + report + "#hints");
            });
        } catch (Refusal.Invalid refused) {
            return page(report, locale, Map.of("hint", text), List.of(refused));
        }
    }

    private <T> T within(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }
}
