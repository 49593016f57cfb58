package org.chosei.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Stream;
import org.chosei.web.Site;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookie that carries a session's token. Host-bound wherever TLS is in use; Lax, because people arrive from links
 * in mails, and every change needs a form token besides.
 */
@Component
public class SessionCookie {
    private final boolean secure;

    SessionCookie(Site site) {
        this.secure = site.secure();
    }

    /** The token that the browser sent, if it has the form of one. */
    public Optional<Token> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name()))
                        .flatMap(cookie -> Token.read(cookie.getValue()).stream())
                        .findFirst();
    }

    /**
     * The header value that gives the browser its token. It outlives the longest session: a form that is sent after its end is
     * then kept for whoever sent it, and the token opens nothing else.
     */
    public String set(Token token) {
        return cookie(token.value())
                .maxAge(SessionStore.LONGEST.multipliedBy(2))
                .build()
                .toString();
    }

    /** The header value that takes the token away. */
    public String clear() {
        return cookie("").maxAge(0).build().toString();
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String value) {
        return ResponseCookie.from(name(), value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax");
    }

    private String name() {
        return secure ? "__Host-session" : "session";
    }
}
