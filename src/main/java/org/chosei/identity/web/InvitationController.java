package org.chosei.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.chosei.access.Anyone;
import org.chosei.identity.Enrolments;
import org.chosei.identity.NewAccount;
import org.chosei.identity.Offer;
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

/** The page behind an invitation's link: choose a password, set up the second factor, be signed in. */
@Controller
class InvitationController {
    private final Enrolments enrolments;
    private final SignIns signIns;
    private final SessionCookie cookie;

    InvitationController(Enrolments enrolments, SignIns signIns, SessionCookie cookie) {
        this.enrolments = enrolments;
        this.signIns = signIns;
        this.cookie = cookie;
    }

    @GetMapping("/invitation/{token}")
    @Anyone("the link's token is the proof")
    View page(@PathVariable String token) {
        Offer offer = enrolments.find(read(token));
        return page(token, offer, List.of());
    }

    @PostMapping("/invitation/{token}")
    @Anyone("the link's token is the proof")
    org.springframework.web.servlet.View accept(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam String password,
            @RequestParam(defaultValue = "") String again,
            @RequestParam String code,
            @RequestParam(defaultValue = "ja") String language,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            NewAccount account = new NewAccount(name, email, password, again, code, Languages.read(language));
            return arrived(enrolments.accept(read(token), account), "/", request, response);
        } catch (Refusal.Invalid refusal) {
            return page(token, enrolments.find(read(token)), List.of(refusal))
                    .with("name", name)
                    .with("email", email)
                    .with("language", language)
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    /** Joining with the account that one has already. */
    @PostMapping("/invitation/{token}/membership")
    @Anyone("the link's token and the account's own proof")
    org.springframework.web.servlet.View join(
            @PathVariable String token,
            @RequestParam String password,
            @RequestParam String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Token> session = enrolments.join(read(token), password, code, request.getRemoteAddr());
        if (session.isEmpty()) {
            Offer offer = enrolments.find(read(token));
            return page(token, offer, List.of(new Refusal.Invalid("password", "proof-wrong")))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return arrived(session.get(), "/account?done=joined", request, response);
    }

    /** The link was used, replaced or is too old, or its account was shut out: said plainly, with what to do. */
    @ExceptionHandler
    View gone(Refusal.WrongState refusal) {
        return View.of("identity/invitation-gone", "problems", List.of(refusal)).status(HttpStatus.GONE);
    }

    private org.springframework.web.servlet.View arrived(
            Token session, String next, HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request).ifPresent(signIns::signOut);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.set(session));
        return Redirects.to(next);
    }

    private static Token read(String token) {
        return Token.read(token).orElseThrow(() -> new Refusal.WrongState("invitation-gone"));
    }

    private static View page(String token, Offer offer, List<Refusal> problems) {
        return View.of("identity/invitation")
                .with("token", token)
                .with("offer", offer)
                .with("name", "")
                .with("email", "")
                .with("language", "")
                .with("problems", problems);
    }
}
