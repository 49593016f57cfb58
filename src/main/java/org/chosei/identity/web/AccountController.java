package org.chosei.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.identity.AccountSettings;
import org.chosei.identity.Accounts;
import org.chosei.identity.OwnOrganisations;
import org.chosei.identity.SessionCookie;
import org.chosei.identity.Token;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own account. */
@Controller
class AccountController {
    private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(zone -> zone.contains("/") && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/"))
            .sorted()
            .toList();

    private final Accounts accounts;
    private final OwnOrganisations organisations;
    private final SessionCookie cookie;

    AccountController(Accounts accounts, OwnOrganisations organisations, SessionCookie cookie) {
        this.accounts = accounts;
        this.organisations = organisations;
        this.cookie = cookie;
    }

    @GetMapping("/account")
    @Allow(Permission.OWN_ACCOUNT)
    View page(@RequestParam(defaultValue = "") String done) {
        return page(accounts.settings(), done, List.of());
    }

    @PostMapping("/account")
    @Allow(Permission.OWN_ACCOUNT)
    org.springframework.web.servlet.View change(
            @RequestParam String name,
            @RequestParam String language,
            @RequestParam(defaultValue = "") String zone,
            HttpServletResponse response) {
        try {
            accounts.change(name, Languages.read(language), zone);
        } catch (Refusal.Invalid refusal) {
            AccountSettings now = accounts.settings();
            return refused(new AccountSettings(name, now.email(), now.locale(), zone), refusal);
        }
        // The language chosen for this browser alone would hide the setting.
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from("language", "")
                        .path("/")
                        .maxAge(Duration.ZERO)
                        .build()
                        .toString());
        return Redirects.to("/account?done=settings");
    }

    @PostMapping("/account/password")
    @Allow(Permission.OWN_ACCOUNT)
    org.springframework.web.servlet.View changePassword(
            @RequestParam String old,
            @RequestParam String password,
            @RequestParam String again,
            @RequestParam String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Token> session;
        try {
            session = accounts.changePassword(old, password, again, code, request.getRemoteAddr());
        } catch (Refusal.Invalid refusal) {
            return refused(accounts.settings(), refusal);
        }
        if (session.isEmpty()) {
            return refused(accounts.settings(), new Refusal.Invalid("old", "proof-wrong"));
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.set(session.get()));
        return Redirects.to("/account?done=password");
    }

    /** Acts for another of the own organisations, in this browser at once and from now on after each sign-in. */
    @PostMapping("/account/organisations/{id}")
    @Allow(Permission.OWN_ACCOUNT)
    org.springframework.web.servlet.View actFor(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Token session = organisations.actFor(OrganisationId.of(id), cookie.read(request));
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.set(session));
        return Redirects.to("/account?done=acting");
    }

    private View refused(AccountSettings settings, Refusal refusal) {
        return page(settings, "", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private View page(AccountSettings settings, String done, List<Refusal> problems) {
        return View.of("identity/account")
                .with("settings", settings)
                .with("zones", ZONES)
                .with("organisations", organisations.all())
                .with("done", done)
                .with("problems", problems);
    }
}
