package org.chosei.intake.reporting.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Stream;
import org.chosei.identity.Token;
import org.chosei.web.Site;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The cookie of a receipt's session: gone when the browser closes, and never sent along from another site. */
@Component
class ReceiptCookie {
    private final boolean secure;

    ReceiptCookie(Site site) {
        this.secure = site.secure();
    }

    Optional<Token> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name()))
                        .flatMap(cookie -> Token.read(cookie.getValue()).stream())
                        .findFirst();
    }

    String set(Token token) {
        return cookie(token.value()).build().toString();
    }

    String clear() {
        return cookie("").maxAge(0).build().toString();
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String value) {
        return ResponseCookie.from(name(), value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict");
    }

    private String name() {
        return secure ? "__Host-receipt" : "receipt";
    }
}
