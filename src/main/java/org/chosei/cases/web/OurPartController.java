package org.chosei.cases.web;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.participants.Introductions;
import org.chosei.cases.participants.Participants;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
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

/** A participant's own part in a case: its number, whom it wishes to know, and leaving. */
@Controller
class OurPartController {
    private final Cases cases;
    private final Embargoes embargoes;
    private final Participants participants;
    private final Introductions introductions;
    private final TransactionOperations transaction;

    OurPartController(
            Cases cases,
            Embargoes embargoes,
            Participants participants,
            Introductions introductions,
            TransactionOperations transaction) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.participants = participants;
        this.introductions = introductions;
        this.transaction = transaction;
    }

    @PostMapping("/our-cases/{id}/number")
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View number(
            @PathVariable String id, @RequestParam(defaultValue = "") String number) {
        CaseId of = CaseId.of(id);
        transaction.executeWithoutResult(_ -> {
            cases.get(of);
            participants.setNumber(of, number);
        });
        return Redirects.to("/our-cases/" + of);
    }

    @PostMapping("/our-cases/{id}/introductions/{introduction}")
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View answer(
            @PathVariable String id,
            @PathVariable String introduction,
            @RequestParam(defaultValue = "") String answer) {
        CaseId of = CaseId.of(id);
        UUID asked = Uuid7.parse(introduction);
        transaction.executeWithoutResult(_ -> {
            cases.get(of);
            introductions.requireAsked(of, asked);
            introductions.answer(of, asked, wishes(answer));
        });
        return Redirects.to("/our-cases/" + of);
    }

    private static boolean wishes(String answer) {
        return switch (answer) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new Refusal.Invalid("answer", "introduction-answer");
        };
    }

    @GetMapping("/our-cases/{id}/leaving")
    @Allow(Permission.VENDOR_WORK)
    View consider(@PathVariable String id) {
        return page(CaseId.of(id));
    }

    @PostMapping("/our-cases/{id}/leaving")
    @Allow(Permission.VENDOR_WORK)
    org.springframework.web.servlet.View leave(
            @PathVariable String id, @RequestParam(defaultValue = "") String adheres) {
        CaseId of = CaseId.of(id);
        try {
            transaction.executeWithoutResult(_ -> {
                cases.get(of);
                participants.leave(of, read(adheres));
            });
            return Redirects.to("/our-cases?done=left");
        } catch (Refusal.Invalid refusal) {
            return page(of).with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private static @Nullable Boolean read(String adheres) {
        return switch (adheres) {
            case "yes" -> Boolean.TRUE;
            case "no" -> Boolean.FALSE;
            default -> null;
        };
    }

    private View page(CaseId id) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            CoordinatedCase of = cases.get(id);
            return View.of("cases/leaving", "of", of)
                    .with(
                            "number",
                            participants
                                    .numbers(Scopes.person().organisation(), List.of(id))
                                    .getOrDefault(id, ""))
                    .with("bound", embargoes.negotiation(id).state().inForce())
                    .with("embargo", embargoes.of(id))
                    .with("refusals", List.of());
        }));
    }
}
