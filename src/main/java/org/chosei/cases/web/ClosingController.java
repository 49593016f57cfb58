package org.chosei.cases.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.ending.CaseEnd;
import org.chosei.cases.ending.CaseEnds;
import org.chosei.cases.ending.CloseReason;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.web.Choice;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Closing a case, with what becomes of its embargo said first. */
@Controller
public class ClosingController {
    private final Cases cases;
    private final CaseEnds ends;
    private final Embargoes embargoes;
    private final Vault vault;
    private final TransactionOperations transaction;

    ClosingController(Cases cases, CaseEnds ends, Embargoes embargoes, Vault vault, TransactionOperations transaction) {
        this.cases = cases;
        this.ends = ends;
        this.embargoes = embargoes;
        this.vault = vault;
        this.transaction = transaction;
    }

    /** The form as it was typed. */
    public record Typed(String reason, String words, String number, String secrecy) {}

    @GetMapping("/cases/{id}/closing")
    @Allow(Permission.COORDINATE)
    View show(@PathVariable String id) {
        return page(CaseId.of(id), new Typed("", "", "", ""));
    }

    @PostMapping("/cases/{id}/closing")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View close(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String secrecy) {
        CaseId of = CaseId.of(id);
        Typed typed = new Typed(reason, words, number, secrecy);
        try {
            ends.close(
                    of,
                    Choice.of(CloseReason.class, reason, "reason", "case-end-reason"),
                    words,
                    number,
                    secrecy(secrecy));
            return Redirects.to("/cases/" + of + "/closing");
        } catch (Refusal.Invalid refusal) {
            return page(of, typed).with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private static CaseEnds.@Nullable Secrecy secrecy(String name) {
        return switch (name) {
            case "ENDS" -> CaseEnds.Secrecy.ENDS;
            case "STAYS" -> CaseEnds.Secrecy.STAYS;
            default -> null;
        };
    }

    private View page(CaseId id, Typed typed) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            CoordinatedCase of = cases.get(id);
            Optional<CaseEnd> end = ends.of(id);
            return View.of("cases/closing", "of", of)
                    .with("end", end)
                    .with("words", end.map(this::words).orElse(""))
                    .with("relatives", ends.relatives(id))
                    .with("embargo", embargoes.of(id))
                    .with("bound", embargoes.negotiation(id).state().inForce())
                    .with("typed", typed)
                    .with("refusals", List.of());
        }));
    }

    private String words(CaseEnd end) {
        SealedId words = end.words();
        return words == null ? "" : vault.open(OpenPurpose.READ, words).text();
    }
}
