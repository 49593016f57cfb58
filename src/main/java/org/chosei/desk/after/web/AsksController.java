package org.chosei.desk.after.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.desk.after.AskPages;
import org.chosei.distribution.asks.AskRuleBook;
import org.chosei.distribution.asks.AskRules;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the vendors of a case are asked and how they stand with it; and the rules of all asks. */
@Controller
@Transactional
class AsksController {
    private final AskPages pages;
    private final AskRuleBook rules;

    AsksController(AskPages pages, AskRuleBook rules) {
        this.pages = pages;
        this.rules = rules;
    }

    @GetMapping("/cases/{id}/asks")
    @Allow(Permission.COORDINATE)
    View show(@PathVariable String id, @RequestParam(defaultValue = "") String show, Locale locale) {
        return View.of("asks/case", "view", pages.page(CaseId.of(id), show.equals("all"), locale));
    }

    @GetMapping("/ask-rules")
    @Allow({Permission.COORDINATE, Permission.HOLIDAYS})
    View rules() {
        return rules(typed(rules.inForce()), List.of());
    }

    @PostMapping("/ask-rules")
    @Allow(Permission.HOLIDAYS)
    org.springframework.web.servlet.View change(
            @RequestParam(defaultValue = "") String receipt,
            @RequestParam(defaultValue = "") String affected,
            @RequestParam(defaultValue = "") String fix,
            @RequestParam(defaultValue = "") String others,
            @RequestParam(defaultValue = "") String telephone,
            @RequestParam(defaultValue = "") String letter,
            @RequestParam(defaultValue = "") String faxAfter,
            @RequestParam(defaultValue = "") String opens,
            @RequestParam(defaultValue = "") String closes) {
        Map<String, String> typed = Map.of(
                "receipt", receipt,
                "affected", affected,
                "fix", fix,
                "others", others,
                "telephone", telephone,
                "letter", letter,
                "faxAfter", faxAfter,
                "opens", opens,
                "closes", closes);
        try {
            rules.change(typed);
        } catch (Refusal.Invalid refusal) {
            return rules(typed, List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/ask-rules");
    }

    private View rules(Map<String, String> typed, List<Refusal.Invalid> refusals) {
        return View.of("asks/rules", "versions", rules.versions())
                .with("typed", typed)
                .with("refusals", refusals);
    }

    private static Map<String, String> typed(AskRules rules) {
        return Map.of(
                "receipt", String.valueOf(rules.receiptDays()),
                "affected", String.valueOf(rules.affectedDays()),
                "fix", String.valueOf(rules.fixDays()),
                "others", String.valueOf(rules.othersAfter()),
                "telephone", String.valueOf(rules.telephoneAfter()),
                "letter", String.valueOf(rules.letterAfter()),
                "faxAfter", String.valueOf(rules.faxAfter()),
                "opens", rules.opens().toString(),
                "closes", rules.closes().toString());
    }
}
