package org.chosei.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.chosei.access.Anyone;
import org.chosei.identity.SessionCookie;
import org.chosei.identity.SignIns;
import org.chosei.identity.Token;
import org.chosei.kernel.Refusal;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sign-in and sign-out. */
@Controller
class SignInController {
    private final SignIns signIns;
    private final SessionCookie cookie;

    SignInController(SignIns signIns, SessionCookie cookie) {
        this.signIns = signIns;
        this.cookie = cookie;
    }

    @GetMapping("/sign-in")
    @Anyone("people are not signed in yet")
    View page(@RequestParam(defaultValue = "/") String next) {
        return page("", next, List.of());
    }

    @PostMapping("/sign-in")
    @Anyone("people are not signed in yet")
    org.springframework.web.servlet.View signIn(
            @RequestParam String email,
            @RequestParam String password,
            @RequestParam String code,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Token> token;
        try {
            token = signIns.signIn(email, password, code, request.getRemoteAddr());
        } catch (Refusal.TooMany refusal) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, refusal.arguments().getFirst().toString());
            return page(email, next, List.of(refusal)).status(HttpStatus.TOO_MANY_REQUESTS);
        }
        if (token.isEmpty()) {
            return page(email, next, List.of(new Refusal.Invalid("email", "sign-in-wrong")))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        cookie.read(request).ifPresent(signIns::signOut);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.set(token.get()));
        return Redirects.to(next);
    }

    @PostMapping("/sign-out")
    @Anyone("who has no session any more may say so again")
    org.springframework.web.servlet.View signOut(HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request).ifPresent(signIns::signOut);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.clear());
        response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
        return Redirects.to("/sign-in");
    }

    private static View page(String email, String next, List<Refusal> problems) {
        return View.of("identity/sign-in")
                .with("email", email)
                .with("next", Redirects.local(next))
                .with("problems", problems);
    }
}
