package org.chosei.desk.inbox.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.desk.inbox.Bulk;
import org.chosei.desk.inbox.Target;
import org.chosei.distribution.Answer;
import org.chosei.distribution.Fairness;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Several vendors of a case are asked again: ticked in the matrix, looked at, then written to, each in its own thread. */
@Controller
public class ReminderController {
    private final Cases cases;
    private final Fairness fairness;
    private final Bulk bulk;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    ReminderController(
            Cases cases, Fairness fairness, Bulk bulk, TransactionOperations transaction, InstantSource clock) {
        this.cases = cases;
        this.fairness = fairness;
        this.bulk = bulk;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A vendor that was ticked.
     *
     * @param portalOnly without a usable key, so that its mail says only that something waits
     * @param hindrance the slug of the refusal that it would meet; empty when it can be asked
     */
    public record Asked(OrganisationId id, String name, boolean portalOnly, String hindrance) {}

    /** Names everybody who would be written to and who would not; nothing is sent yet. */
    @PostMapping("/cases/{id}/reminders/preview")
    @Allow(Permission.COORDINATE)
    View preview(@PathVariable String id, @RequestParam(defaultValue = "") List<String> vendor, Locale locale) {
        return page(CaseId.of(id), vendor, "", Uuid7.at(clock.instant()), List.of(), locale);
    }

    /** Writes to each; the same form sent twice writes once. */
    @PostMapping("/cases/{id}/reminders")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View remind(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") List<String> vendor,
            @RequestParam(defaultValue = "") String text,
            Locale locale) {
        CaseId of = CaseId.of(id);
        UUID run = Uuid7.parse(form);
        transaction.executeWithoutResult(_ -> cases.get(of));
        try {
            bulk.run(run, new Bulk.Order.Remind(of, text), names(vendor));
        } catch (Refusal.Invalid refusal) {
            return page(of, vendor, text, run, List.of(refusal), locale).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/inbox/runs/" + run);
    }

    private static List<Target.Name> names(List<String> typed) {
        Set<Target.Name> names = new LinkedHashSet<>();
        typed.stream()
                .filter(each -> !each.isBlank())
                .forEach(each -> names.add(new Target.Name(Target.VENDOR, Uuid7.parse(each))));
        if (names.isEmpty()) {
            throw new Refusal.Invalid("vendor", "told-nobody");
        }
        return List.copyOf(names);
    }

    private View page(
            CaseId id, List<String> vendor, String text, UUID form, List<Refusal.Invalid> refusals, Locale locale) {
        Set<String> ticked = new LinkedHashSet<>(vendor);
        Instant now = clock.instant();
        return Objects.requireNonNull(transaction.execute(_ -> {
            CoordinatedCase of = cases.get(id);
            List<Asked> asked = fairness.of(id, locale).stream()
                    .filter(line -> ticked.contains(line.vendor().id().toString()))
                    .map(line -> new Asked(
                            line.vendor().id(),
                            line.vendor().name(locale),
                            line.answer().level() == Answer.Level.PORTAL_ONLY,
                            hindrance(line, now)))
                    .toList();
            return View.of("inbox/remind", "of", of)
                    .with("asked", asked)
                    .with("text", text)
                    .with("form", form)
                    .with("refusals", refusals);
        }));
    }

    private static String hindrance(Fairness.Line line, Instant now) {
        Instant granted = line.grantedAt();
        if (line.withdrawnAt() != null || granted == null || granted.isAfter(now)) {
            return "remind-not-in-case";
        }
        return line.answeredAt() == null ? "" : "remind-answered";
    }
}
