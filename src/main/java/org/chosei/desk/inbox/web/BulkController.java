package org.chosei.desk.inbox.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.desk.inbox.Act;
import org.chosei.desk.inbox.Assignments;
import org.chosei.desk.inbox.Bulk;
import org.chosei.desk.inbox.Target;
import org.chosei.desk.inbox.Targets;
import org.chosei.identity.Member;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.OpenPurpose;
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

/** Several things at once: selected, looked at, done, and the report of how it went with each. */
@Controller
class BulkController {
    private final Bulk bulk;
    private final Targets targets;
    private final Assignments assignments;
    private final Vault vault;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    BulkController(
            Bulk bulk,
            Targets targets,
            Assignments assignments,
            Vault vault,
            TransactionOperations transaction,
            InstantSource clock) {
        this.bulk = bulk;
        this.targets = targets;
        this.assignments = assignments;
        this.vault = vault;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Says exactly what will happen; nothing has happened yet. */
    @GetMapping("/inbox/bulk")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    View preview(
            @RequestParam(defaultValue = "") String act,
            @RequestParam(defaultValue = "") List<String> item,
            @RequestParam Map<String, String> fields) {
        return page(BulkForm.of(act, item, fields), Uuid7.at(clock.instant()), List.of());
    }

    /** Does it; the same form sent twice does it once. */
    @PostMapping("/inbox/bulk")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    org.springframework.web.servlet.View run(
            @RequestParam String form,
            @RequestParam(defaultValue = "") String act,
            @RequestParam(defaultValue = "") List<String> item,
            @RequestParam Map<String, String> fields) {
        BulkForm typed = BulkForm.of(act, item, fields);
        UUID id = Uuid7.parse(form);
        try {
            if (typed.read() == Act.ASSIGN && !Scopes.person().isStaff()) {
                throw new Refusal.NotFound();
            }
            bulk.run(id, typed.order(), Targets.names(item));
        } catch (Refusal.Invalid refusal) {
            return page(typed, id, List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/inbox/runs/" + id);
    }

    /** How it went with each. */
    @GetMapping("/inbox/runs/{run}")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    View report(@PathVariable String run) {
        return View.of("inbox/report", "run", bulk.read(Uuid7.parse(run)));
    }

    @PostMapping("/inbox/runs/{run}/undo")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    org.springframework.web.servlet.View undo(@PathVariable String run) {
        UUID id = Uuid7.parse(run);
        bulk.undo(id);
        return Redirects.to("/inbox/runs/" + id);
    }

    private View page(BulkForm typed, UUID form, List<Refusal.Invalid> refusals) {
        Act act;
        List<Target.Name> names;
        try {
            act = typed.read();
            names = Targets.names(typed.items());
        } catch (Refusal.Invalid refusal) {
            return View.of("inbox/nothing", "refusal", refusal).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Objects.requireNonNull(transaction.execute(_ -> {
            List<Target> looked = targets.look(act, names);
            List<Member> candidates = act == Act.ASSIGN ? assignments.candidates() : List.of();
            return View.of("inbox/preview", "act", act)
                    .with("targets", looked)
                    .with(
                            "words",
                            vault.open(
                                    OpenPurpose.LIST,
                                    looked.stream()
                                            .flatMap(each -> Stream.ofNullable(each.title()))
                                            .toList()))
                    .with("candidates", candidates)
                    .with("typed", typed)
                    .with("form", form)
                    .with("refusals", refusals)
                    .with("now", clock.instant());
        }));
    }
}
