package org.chosei.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the client's address behind a trusted proxy: the last entry of X-Forwarded-For, which that proxy wrote itself.
 * From anybody else the header means nothing, so rate limits cannot be talked around.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ClientAddressFilter extends OncePerRequestFilter {
    private final ProxyTrust trust;

    ClientAddressFilter(ObjectProvider<ProxyTrust> trust) {
        this.trust = trust.getIfAvailable(() -> new ProxyTrust(_ -> false));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String forwarded = last(request.getHeaders("X-Forwarded-For"));
        if (forwarded == null || !trust.trusts().test(InetAddress.ofLiteral(request.getRemoteAddr()))) {
            chain.doFilter(request, response);
            return;
        }
        String client = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public String getRemoteAddr() {
                        return client;
                    }
                },
                response);
    }

    /** Some proxies add a line of their own after the one that the client made up. */
    private static @Nullable String last(Enumeration<String> lines) {
        String last = null;
        while (lines.hasMoreElements()) {
            last = lines.nextElement();
        }
        return last;
    }
}
