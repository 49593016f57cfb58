package org.chosei.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;

/** The strict header set of every response (OWASP ASVS 3.4); nothing is loaded from elsewhere, nothing framed or cached. */
final class SecurityHeaders extends OncePerRequestFilter {
    private static final String NONCE = "org.chosei.nonce";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Site site;

    SecurityHeaders(Site site) {
        this.site = site;
    }

    static String nonce(HttpServletRequest request) {
        Object nonce = request.getAttribute(NONCE);
        return nonce == null ? "" : nonce.toString();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        request.setAttribute(NONCE, nonce);
        of(site, "script-src 'nonce-" + nonce + "' 'strict-dynamic';").forEach(response::setHeader);
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    /** The set for a page that runs no script. */
    static Map<String, String> without(Site site) {
        return of(site, "");
    }

    private static Map<String, String> of(Site site, String scripts) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; " + scripts + (scripts.isEmpty() ? "" : " ") + "style-src 'self';"
                        + " img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self';"
                        + " frame-ancestors 'none'; base-uri 'none'; object-src 'none';"
                        + " require-trusted-types-for 'script'; trusted-types default");
        if (site.secure()) {
            headers.put("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        }
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Embedder-Policy", "require-corp");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put(
                "Permissions-Policy",
                "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()");
        headers.put("Cache-Control", "no-store");
        return headers;
    }
}
