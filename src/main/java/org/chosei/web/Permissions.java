package org.chosei.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Anyone;
import org.chosei.access.Permission;
import org.chosei.kernel.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request reach its handler only with the permission the handler names; a handler that names none is shut. */
final class Permissions implements HandlerInterceptor {
    private final ObjectProvider<FormWords> words;

    Permissions(ObjectProvider<FormWords> words) {
        this.words = words;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerMethod method) || method.hasMethodAnnotation(Anyone.class)) {
            return true;
        }
        if ("OPTIONS".equals(request.getMethod())) {
            // the framework's own answer, which would name the methods of pages that the sender may not see
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return false;
        }
        Allow allow = method.getMethodAnnotation(Allow.class);
        if (allow == null) {
            throw new IllegalStateException("no permission named on " + method);
        }
        if (!(request.getAttribute(ScopeFilter.WHO) instanceof Who who)) {
            if (!"GET".equals(request.getMethod())) {
                return keep(request, response);
            }
            response.sendRedirect(
                    "/sign-in?next=" + URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8));
            return false;
        }
        if (who.scope().onlyLooks() && !"GET".equals(request.getMethod())) {
            throw new Refusal.WrongState("view-as-only-looks");
        }
        Permission[] needed = allow.value();
        if (Stream.of(needed).noneMatch(who.scope()::may)) {
            throw new Refusal.NotFound();
        }
        return true;
    }

    /** Who sent a form after the session ran out finds the words again after signing in. */
    private boolean keep(HttpServletRequest request, HttpServletResponse response) throws IOException {
        FormWords known = words.getIfAvailable();
        Optional<String> kept = known == null ? Optional.empty() : known.keep(request);
        String next = kept.orElseThrow(() -> new Refusal.NotPermitted("signed-out"));
        response.sendRedirect(
                "/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8), HttpServletResponse.SC_SEE_OTHER);
        return false;
    }
}
