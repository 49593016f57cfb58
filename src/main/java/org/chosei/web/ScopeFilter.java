package org.chosei.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.springframework.web.filter.OncePerRequestFilter;

/** Binds who sends the request to everything done for it. */
final class ScopeFilter extends OncePerRequestFilter {
    static final String WHO = "org.chosei.who";

    private final SignedIn signedIn;

    ScopeFilter(SignedIn signedIn) {
        this.signedIn = signedIn;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Who> who = request.getRequestURI().startsWith("/assets/") ? Optional.empty() : signedIn.find(request);
        who.ifPresent(found -> request.setAttribute(WHO, found));
        Scope scope = who.<Scope>map(Who::scope).orElseGet(Scope.Public::new);
        try {
            Scopes.calling(scope, () -> {
                chain.doFilter(request, response);
                return null;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
