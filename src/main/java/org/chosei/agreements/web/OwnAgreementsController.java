package org.chosei.agreements.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.agreements.Act;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.AgreementText;
import org.chosei.agreements.Agreements;
import org.chosei.agreements.Agreements.Agreement;
import org.chosei.agreements.DirectContacts;
import org.chosei.agreements.DirectContacts.DirectContact;
import org.chosei.agreements.Signing;
import org.chosei.agreements.bymail.Mailings;
import org.chosei.kernel.Refusal;
import org.chosei.registry.NextSteps;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** An organisation's note and NDA: what they say, whether they are signed, and signing. */
@Controller
public class OwnAgreementsController {
    private final Agreements agreements;
    private final Signing signing;
    private final DirectContacts contacts;
    private final Mailings mailings;
    private final NextSteps steps;
    private final TransactionOperations transaction;

    OwnAgreementsController(
            Agreements agreements,
            Signing signing,
            DirectContacts contacts,
            Mailings mailings,
            NextSteps steps,
            TransactionOperations transaction) {
        this.steps = steps;
        this.mailings = mailings;
        this.agreements = agreements;
        this.signing = signing;
        this.contacts = contacts;
        this.transaction = transaction;
    }

    @Bean
    static Link agreementsLink() {
        return new Link(20, "agreements.title", "/agreements", Permission.OWN_ORGANISATION);
    }

    /** What was refused, with what was typed, so that a refusal loses nothing. */
    public record Refused(AgreementKind kind, Refusal refusal, String name, String capacity) {}

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
            @RequestParam(defaultValue = "") String capacity,
            @RequestParam(defaultValue = "") String agree,
            @RequestParam(defaultValue = "") String otherName,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale) {
        AgreementKind of = AgreementKind.of(kind);
        try {
            signing.sign(
                    of,
                    new Agreements.Shown(version, language, sha256),
                    new Act(name, capacity, agree.equals("yes"), otherName.equals("yes")),
                    new Signing.Typed(password, code, request.getRemoteAddr()));
        } catch (Refusal.TooMany refusal) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, refusal.arguments().getFirst().toString());
            return refused(new Refused(of, refusal, name, capacity), language, locale)
                    .status(HttpStatus.TOO_MANY_REQUESTS);
        } catch (Refusal.Invalid | Refusal.WrongState | Refusal.Stale refusal) {
            return refused(new Refused(of, refusal, name, capacity), language, locale);
        }
        return Redirects.to("/agreements?done=signed");
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
        List<Agreement> all = AgreementKind.toSign().stream()
                .map(each -> agreements.own(each, each.label().equals(kind) && known(language) ? language : readers))
                .toList();
        List<AgreementText> published = Stream.of(AgreementKind.values())
                .filter(each -> !each.signed())
                .map(each -> agreements.own(each, readers).text())
                .toList();
        return View.of("agreements/own", "agreements", all)
                .with("published", published)
                .with("contacts", contacts())
                .with("mailings", mailings.of(Scopes.person().organisation()))
                .with("steps", steps.of(Scopes.person().organisation()))
                .with("done", "")
                .with("refused", List.of());
    }

    /** The page's handlers have no transaction of their own: the proof of a signer stands between two. */
    private List<DirectContact> contacts() {
        return Objects.requireNonNull(
                transaction.execute(_ -> contacts.of(Scopes.person().organisation())));
    }

    private static boolean known(String language) {
        return language.equals("ja") || language.equals("en");
    }
}
