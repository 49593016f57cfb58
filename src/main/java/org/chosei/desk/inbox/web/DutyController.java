package org.chosei.desk.inbox.web;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.desk.inbox.Assignments;
import org.chosei.desk.inbox.Duty;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The duty roster: who takes what nobody has. */
@Controller
class DutyController {
    private final Duty duty;
    private final Assignments assignments;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    DutyController(Duty duty, Assignments assignments, TransactionOperations transaction, InstantSource clock) {
        this.duty = duty;
        this.assignments = assignments;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping("/duty")
    @Allow(Permission.COORDINATE)
    View show() {
        return page(Map.of(), List.of());
    }

    @PostMapping("/duty")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View plan(
            @RequestParam String form,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String first,
            @RequestParam(defaultValue = "") String last) {
        try {
            transaction.executeWithoutResult(_ -> duty.plan(
                    Uuid7.parse(form),
                    Optional.ofNullable(BulkForm.to(person)),
                    day("first", first),
                    day("last", last.isBlank() ? first : last)));
        } catch (Refusal.Invalid refusal) {
            return page(Map.of("person", person, "first", first, "last", last), List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/duty");
    }

    @PostMapping("/duty/{period}/end")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View end(@PathVariable String period) {
        transaction.executeWithoutResult(_ -> duty.end(Uuid7.parse(period)));
        return Redirects.to("/duty");
    }

    private static LocalDate day(String field, String typed) {
        try {
            LocalDate read = LocalDate.parse(typed.strip());
            if (read.getYear() > 1990 && read.getYear() < 2200) {
                return read;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new Refusal.Invalid(field, "duty-day");
    }

    private View page(Map<String, String> typed, List<Refusal.Invalid> refusals) {
        return Objects.requireNonNull(transaction.execute(_ -> View.of("inbox/duty", "planned", duty.planned())
                .with("candidates", assignments.candidates())
                .with("today", duty.today())
                .with("typed", typed)
                .with("refusals", refusals)
                .with("form", Uuid7.at(clock.instant()).toString())));
    }
}
