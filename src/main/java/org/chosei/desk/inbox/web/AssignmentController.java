package org.chosei.desk.inbox.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.desk.inbox.Assignments;
import org.chosei.desk.inbox.Duty;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who works on a case: taken, handed over with a note, given back. */
@Controller
class AssignmentController {
    private final Cases cases;
    private final Assignments assignments;
    private final Duty duty;
    private final Vault vault;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    AssignmentController(
            Cases cases,
            Assignments assignments,
            Duty duty,
            Vault vault,
            TransactionOperations transaction,
            InstantSource clock) {
        this.cases = cases;
        this.assignments = assignments;
        this.duty = duty;
        this.vault = vault;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/assignment")
    @Allow(Permission.COORDINATE)
    View show(@PathVariable String id) {
        return page(CaseId.of(id), "", "", List.of());
    }

    /** {@code person} is an id, {@code me} or {@code nobody}; the same form sent twice is one hand-over. */
    @PostMapping("/cases/{id}/assignment")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View assign(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String note) {
        CaseId of = CaseId.of(id);
        try {
            transaction.executeWithoutResult(
                    _ -> assignments.assign(Uuid7.parse(form), cases.get(of).id(), BulkForm.to(person), note));
        } catch (Refusal.Invalid refusal) {
            return page(of, person, note, List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/cases/" + of + "/assignment");
    }

    private View page(CaseId id, String person, String note, List<Refusal.Invalid> refusals) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            CoordinatedCase of = cases.get(id);
            List<Assignments.Step> history = assignments.history(id);
            List<SealedId> notes = history.stream()
                    .flatMap(step -> Stream.ofNullable(step.note()))
                    .toList();
            return View.of("inbox/assignment", "of", of)
                    .with("history", history)
                    .with("notes", vault.open(OpenPurpose.READ, notes))
                    .with("candidates", assignments.candidates())
                    .with("duty", duty.now())
                    .with("person", person)
                    .with("note", note)
                    .with("refusals", refusals)
                    .with("form", Uuid7.at(clock.instant()).toString());
        }));
    }
}
