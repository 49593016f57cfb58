package org.chosei.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
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
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'nonce-" + nonce + "' 'strict-dynamic'; style-src 'self';"
                        + " img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self';"
                        + " frame-ancestors 'none'; base-uri 'none'; object-src 'none';"
                        + " require-trusted-types-for 'script'; trusted-types default");
        if (site.secure()) {
            response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader(
                "Permissions-Policy",
                "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()");
        response.setHeader("Cache-Control", "no-store");
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
