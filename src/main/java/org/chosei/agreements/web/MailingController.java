package org.chosei.agreements.web;

import java.util.Locale;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.bymail.Mailings;
import org.chosei.kernel.OrganisationId;
import org.chosei.web.Redirects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Asks for a text by mail, to be signed and sent back: the organisation for itself, or staff for it. */
@Controller
class MailingController {
    private final Mailings mailings;

    MailingController(Mailings mailings) {
        this.mailings = mailings;
    }

    @PostMapping("/agreements/{kind}/mailing")
    @Allow(Permission.SIGN_AGREEMENT)
    View own(@PathVariable String kind, @RequestParam(defaultValue = "") String language, Locale locale) {
        mailings.send(Scopes.person().organisation(), AgreementKind.of(kind), or(language, locale));
        return Redirects.to("/agreements?done=mailed");
    }

    @PostMapping("/organisations/{id}/agreements/{kind}/mailing")
    @Allow(Permission.REGISTRY)
    View staff(
            @PathVariable String id,
            @PathVariable String kind,
            @RequestParam(defaultValue = "") String language,
            Locale locale) {
        OrganisationId organisation = OrganisationId.of(id);
        mailings.send(organisation, AgreementKind.of(kind), or(language, locale));
        return Redirects.to("/organisations/" + organisation + "/agreements?done=mailed");
    }

    private static String or(String language, Locale locale) {
        return language.isEmpty() ? locale.getLanguage() : language;
    }
}
