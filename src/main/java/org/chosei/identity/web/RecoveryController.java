package org.chosei.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chosei.access.Anyone;
import org.chosei.identity.Restorations;
import org.chosei.identity.SessionCookie;
import org.chosei.identity.SignIns;
import org.chosei.identity.Token;
import org.chosei.kernel.Refusal;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page behind the link of a confirmed recovery: a new password and a new second factor. */
@Controller
class RecoveryController {
    private final Restorations restorations;
    private final SignIns signIns;
    private final SessionCookie cookie;

    RecoveryController(Restorations restorations, SignIns signIns, SessionCookie cookie) {
        this.restorations = restorations;
        this.signIns = signIns;
        this.cookie = cookie;
    }

    @GetMapping("/recovery/{token}")
    @Anyone("the link's token is the proof")
    View page(@PathVariable String token, Locale locale) {
        return page(token, locale, List.of());
    }

    @PostMapping("/recovery/{token}")
    @Anyone("the link's token is the proof")
    org.springframework.web.servlet.View restore(
            @PathVariable String token,
            @RequestParam String password,
            @RequestParam(defaultValue = "") String again,
            @RequestParam String code,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Token> session;
        try {
            session = restorations.restore(read(token), password, again, code);
        } catch (Refusal.Invalid refusal) {
            return page(token, locale, List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        cookie.read(request).ifPresent(signIns::signOut);
        if (session.isEmpty()) {
            return Redirects.to("/sign-in");
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.set(session.get()));
        return Redirects.to("/account?done=recovered");
    }

    /** The link was used, replaced or is too old: said plainly, with what to do. */
    @ExceptionHandler
    View gone(Refusal.WrongState refusal) {
        return View.of("identity/recovery-gone", "problems", List.of(refusal)).status(HttpStatus.GONE);
    }

    private static Token read(String token) {
        return Token.read(token).orElseThrow(() -> new Refusal.WrongState("recovery-gone"));
    }

    private View page(String token, Locale locale, List<Refusal> problems) {
        return View.of("identity/restore")
                .with("token", token)
                .with("page", restorations.find(read(token), locale))
                .with("problems", problems);
    }
}
