package org.chosei.registry.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * People of an organisation that left go on reading what was theirs, and write nothing more for it: one place for every page
 * of an own organisation, whichever room it is in.
 */
@Component
class LeftOrganisations implements HandlerInterceptor, WebMvcConfigurer {
    /** Behind the check of permissions, so that who may not do it at all is not told of the state. */
    private static final int AFTER_PERMISSIONS = 1;

    private static final Set<Permission> WRITING =
            EnumSet.of(Permission.OWN_ORGANISATION, Permission.KEEP_ORGANISATION, Permission.SIGN_AGREEMENT);
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Organisations organisations;
    private final TransactionOperations transaction;

    LeftOrganisations(Organisations organisations, TransactionOperations transaction) {
        this.organisations = organisations;
        this.transaction = transaction;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(AFTER_PERMISSIONS);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!READING.contains(request.getMethod()) && handler instanceof HandlerMethod method && writes(method)) {
            OrganisationId own = Scopes.person().organisation();
            transaction.executeWithoutResult(_ -> organisations.requireNotLeft(own));
        }
        return true;
    }

    private static boolean writes(HandlerMethod method) {
        Allow allow = method.getMethodAnnotation(Allow.class);
        return allow != null && Arrays.stream(allow.value()).anyMatch(WRITING::contains);
    }
}
