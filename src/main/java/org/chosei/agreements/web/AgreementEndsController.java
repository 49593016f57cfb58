package org.chosei.agreements.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.Agreements;
import org.chosei.agreements.Signing;
import org.chosei.identity.OrganisationNames;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Ending an agreement, by the organisation or by staff: what ends with it is shown first, then it is asked. */
@Controller
public class AgreementEndsController {
    private final Agreements agreements;
    private final Signing signing;
    private final OrganisationNames organisations;
    /** A refusal undoes its own transaction; the page that shows it again is read in another. */
    private final TransactionOperations transaction;

    AgreementEndsController(
            Agreements agreements,
            Signing signing,
            OrganisationNames organisations,
            TransactionOperations transaction) {
        this.signing = signing;
        this.agreements = agreements;
        this.organisations = organisations;
        this.transaction = transaction;
    }

    @GetMapping("/agreements/{kind}/end")
    @Allow(Permission.SIGN_AGREEMENT)
    View askOwn(@PathVariable String kind, Locale locale) {
        return ask(Scopes.person().organisation(), AgreementKind.of(kind), "/agreements", locale)
                .with("prove", true);
    }

    @PostMapping("/agreements/{kind}/end")
    @Allow(Permission.SIGN_AGREEMENT)
    org.springframework.web.servlet.View endOwn(
            @PathVariable String kind,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            Locale locale) {
        AgreementKind of = AgreementKind.of(kind);
        try {
            signing.end(of, reason, new Signing.Typed(password, code, request.getRemoteAddr()));
        } catch (Refusal.Invalid refusal) {
            return askAgain(askOwn(kind, locale), refusal, reason);
        }
        return Redirects.to("/agreements?done=ended");
    }

    @GetMapping("/organisations/{id}/agreements/{kind}/end")
    @Allow(Permission.REGISTRY)
    View ask(@PathVariable String id, @PathVariable String kind, Locale locale) {
        OrganisationId organisation = OrganisationId.of(id);
        return ask(organisation, AgreementKind.of(kind), "/organisations/" + organisation + "/agreements", locale);
    }

    @PostMapping("/organisations/{id}/agreements/{kind}/end")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View end(
            @PathVariable String id,
            @PathVariable String kind,
            @RequestParam(defaultValue = "") String reason,
            Locale locale) {
        OrganisationId organisation = OrganisationId.of(id);
        name(organisation, locale);
        try {
            agreements.end(organisation, AgreementKind.of(kind), reason);
        } catch (Refusal.Invalid refusal) {
            return askAgain(ask(id, kind, locale), refusal, reason);
        }
        return Redirects.to("/organisations/" + organisation + "/agreements");
    }

    private View ask(OrganisationId organisation, AgreementKind kind, String back, Locale locale) {
        String name = name(organisation, locale);
        return View.of("agreements/end", "consequences", agreements.consequences(organisation, kind))
                .with("name", name)
                .with("back", back)
                .with("prove", false)
                .with("reason", "")
                .with("refused", List.of());
    }

    private String name(OrganisationId organisation, Locale locale) {
        return Objects.requireNonNull(transaction.execute(_ -> organisations.name(organisation, locale)));
    }

    private static View askAgain(View page, Refusal refusal, String reason) {
        return page.with("reason", reason).with("refused", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
