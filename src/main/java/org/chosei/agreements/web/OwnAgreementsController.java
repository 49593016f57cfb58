package org.chosei.agreements.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.Agreements;
import org.chosei.agreements.Agreements.Agreement;
import org.chosei.kernel.Refusal;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** An organisation's note and NDA: what they say, whether they are signed, signing and withdrawing. */
@Controller
public class OwnAgreementsController {
    private final Agreements agreements;

    OwnAgreementsController(Agreements agreements) {
        this.agreements = agreements;
    }

    @Bean
    static Link agreementsLink() {
        return new Link(20, "agreements.title", "/agreements", Permission.OWN_ORGANISATION);
    }

    /** What was refused, with what was typed, so that a refusal loses nothing. */
    public record Refused(AgreementKind kind, Refusal refusal, String name, String reason) {}

    /** {@code kind} and {@code language} show one of the texts in another language than the reader's. */
    @GetMapping("/agreements")
    @Allow(Permission.OWN_ORGANISATION)
    View show(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String done,
            Locale locale) {
        return page(kind, language, locale).with("done", done);
    }

    @PostMapping("/agreements/{kind}/signature")
    @Allow(Permission.SIGN_AGREEMENT)
    org.springframework.web.servlet.View sign(
            @PathVariable String kind,
            @RequestParam int version,
            @RequestParam String language,
            @RequestParam String sha256,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String agree,
            Locale locale) {
        AgreementKind of = AgreementKind.of(kind);
        try {
            agreements.sign(of, version, language, sha256, name, agree.equals("yes"));
        } catch (Refusal.Invalid | Refusal.WrongState | Refusal.Stale refusal) {
            return refused(new Refused(of, refusal, name, ""), language, locale);
        }
        return Redirects.to("/agreements?done=signed");
    }

    @PostMapping("/agreements/{kind}/end")
    @Allow(Permission.SIGN_AGREEMENT)
    org.springframework.web.servlet.View end(
            @PathVariable String kind, @RequestParam(defaultValue = "") String reason, Locale locale) {
        AgreementKind of = AgreementKind.of(kind);
        try {
            agreements.endOwn(of, reason);
        } catch (Refusal.Invalid | Refusal.WrongState refusal) {
            return refused(new Refused(of, refusal, "", reason), "", locale);
        }
        return Redirects.to("/agreements?done=ended");
    }

    private View refused(Refused refused, String language, Locale locale) {
        return page(refused.kind().label(), language, locale)
                .with("refused", List.of(refused))
                .status(
                        refused.refusal() instanceof Refusal.Invalid
                                ? HttpStatus.UNPROCESSABLE_CONTENT
                                : HttpStatus.CONFLICT);
    }

    private View page(String kind, String language, Locale locale) {
        String readers = locale.getLanguage();
        List<Agreement> all = Stream.of(AgreementKind.values())
                .map(each -> agreements.own(each, each.label().equals(kind) && known(language) ? language : readers))
                .toList();
        return View.of("agreements/own", "agreements", all).with("done", "").with("refused", List.of());
    }

    private static boolean known(String language) {
        return language.equals("ja") || language.equals("en");
    }
}
