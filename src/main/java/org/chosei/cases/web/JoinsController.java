package org.chosei.cases.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.Vulnerability;
import org.chosei.cases.ending.CaseJoins;
import org.chosei.kernel.CaseId;
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

/** Merging a case into another one, and making a part of it a case of its own. */
@Controller
public class JoinsController {
    private final Cases cases;
    private final CaseJoins joins;
    private final Vulnerabilities vulnerabilities;
    private final TransactionOperations transaction;

    JoinsController(Cases cases, CaseJoins joins, Vulnerabilities vulnerabilities, TransactionOperations transaction) {
        this.cases = cases;
        this.joins = joins;
        this.vulnerabilities = vulnerabilities;
        this.transaction = transaction;
    }

    /** The two forms as they were typed. */
    public record Typed(String into, String words, String sure, String title, String summary, List<UUID> chosen) {
        static final Typed NOTHING = new Typed("", "", "", "", "", List.of());
    }

    @GetMapping("/cases/{id}/joining")
    @Allow(Permission.COORDINATE)
    View show(@PathVariable String id) {
        return page(CaseId.of(id), Typed.NOTHING);
    }

    @PostMapping("/cases/{id}/merging")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View merge(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String into,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String sure) {
        CaseId of = CaseId.of(id);
        try {
            return Redirects.to("/cases/" + joins.merge(of, into, words, sure));
        } catch (Refusal.Invalid refusal) {
            return refused(of, new Typed(into, words, sure, "", "", List.of()), refusal);
        }
    }

    @PostMapping("/cases/{id}/splitting")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View split(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String summary,
            @RequestParam(defaultValue = "") List<String> part) {
        CaseId of = CaseId.of(id);
        List<UUID> chosen = part.stream().map(Uuid7::parse).toList();
        try {
            return Redirects.to("/cases/"
                    + joins.split(of, new CaseJoins.Part(title, summary, chosen))
                            .id());
        } catch (Refusal.Invalid refusal) {
            return refused(of, new Typed("", "", "", title, summary, chosen), refusal);
        }
    }

    private View refused(CaseId of, Typed typed, Refusal.Invalid refusal) {
        return page(of, typed).with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private View page(CaseId id, Typed typed) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            CoordinatedCase of = cases.get(id);
            List<Vulnerabilities.Labelled> listed = vulnerabilities.labelled(id);
            Map<UUID, String> labels = vulnerabilities.labels(listed);
            List<Vulnerability> all =
                    listed.stream().map(Vulnerabilities.Labelled::vulnerability).toList();
            return View.of("cases/joining", "of", of)
                    .with("vulnerabilities", all)
                    .with("labels", labels)
                    .with("typed", typed)
                    .with("refusals", List.of());
        }));
    }
}
