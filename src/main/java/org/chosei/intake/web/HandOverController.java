package org.chosei.intake.web;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.intake.reporting.Filled;
import org.chosei.intake.reporting.HandOver;
import org.chosei.intake.reporting.HandOvers;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Organisation;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Enters a report that a receiving body hands over, under that body's number. */
@Controller
public class HandOverController {
    private final HandOvers handOvers;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    HandOverController(HandOvers handOvers, TransactionOperations transaction, InstantSource clock) {
        this.handOvers = handOvers;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What the page shows; {@code typed} is what a refused form sent. */
    public record Page(
            String form,
            List<Organisation> bodies,
            Filled filled,
            Map<String, String> typed,
            List<Refusal.Invalid> problems) {
        /** What was typed into a field, or nothing. */
        public String typed(String field) {
            return typed.getOrDefault(field, "");
        }

        /** Whether this field is to be mended. */
        public boolean wrong(String field) {
            return problems.stream().anyMatch(problem -> problem.field().equals(field));
        }
    }

    @GetMapping("/reports/hand-over")
    @Allow(Permission.INTAKE)
    View blank() {
        return page(Uuid7.at(clock.instant()), Map.of(), List.of());
    }

    @PostMapping("/reports/hand-over")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View send(
            @RequestParam Map<String, String> typed, @RequestParam String form, Locale locale) {
        UUID once = Uuid7.parse(form);
        Filled filled = Filled.read(typed);
        List<Refusal.Invalid> problems = new ArrayList<>(filled.problems(false));
        try {
            OrganisationId body = body(typed.getOrDefault("body", ""));
            HandOver handOver = handOver(typed);
            if (problems.isEmpty()) {
                return within(() ->
                        Redirects.to("/reports/received/" + handOvers.send(once, body, handOver, filled, locale)));
            }
        } catch (Refusal.Invalid refused) {
            problems.addFirst(refused);
        }
        return page(once, typed, problems);
    }

    private View page(UUID form, Map<String, String> typed, List<Refusal.Invalid> problems) {
        List<Organisation> bodies = within(() -> handOvers.bodies());
        return View.of(
                        "reporting/hand-over",
                        "page",
                        new Page(form.toString(), bodies, Filled.read(typed), typed, problems))
                .status(problems.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static OrganisationId body(String typed) {
        if (typed.isEmpty()) {
            throw new Refusal.Invalid("body", "report-body-unknown");
        }
        return new OrganisationId(Uuid7.parse(typed));
    }

    private static HandOver handOver(Map<String, String> typed) {
        String accepted = typed.getOrDefault("accepted", "");
        return new HandOver(
                typed.getOrDefault("number", ""),
                day("received", typed.getOrDefault("received", "")),
                accepted.isEmpty() ? null : day("accepted", accepted));
    }

    private static LocalDate day(String field, String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeException e) {
            throw new Refusal.Invalid(field, "report-day-malformed");
        }
    }

    private <T> T within(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }
}
