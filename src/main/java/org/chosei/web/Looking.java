package org.chosei.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.chosei.access.Scopes;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;

/** Makes a page of this site as somebody else sees it, for a scope that only looks. Nothing that it writes is kept. */
@Component
public class Looking {
    static final String BACK = "org.chosei.back";

    private final ObjectProvider<DispatcherServlet> dispatcher;

    Looking(ObjectProvider<DispatcherServlet> dispatcher) {
        this.dispatcher = dispatcher;
    }

    /**
     * What came of it.
     *
     * @param page empty where there is none
     * @param location where it leads instead; empty for nowhere
     */
    public record Looked(Optional<String> page, String location) {}

    /**
     * The page at {@code path} for {@code as}.
     *
     * @param back where the reader came from, for the way out
     */
    public Looked page(HttpServletRequest request, HttpServletResponse response, String path, Who as, String back) {
        if (!as.scope().onlyLooks()) {
            throw new IllegalArgumentException("only for who looks");
        }
        CapturedPage captured = new CapturedPage(response);
        Asked asked = new Asked(request, path);
        asked.setAttribute(ScopeFilter.WHO, as);
        asked.setAttribute(BACK, back);
        Scopes.as(as.scope(), () -> ask(asked, captured));
        return new Looked(captured.page(), captured.location());
    }

    private void ask(Asked asked, CapturedPage captured) {
        try {
            dispatcher.getObject().service(asked, captured);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The request for another path, with attributes of its own over those of the one that it is part of. */
    private static final class Asked extends HttpServletRequestWrapper {
        private final String path;
        private final Map<String, Optional<Object>> own = new HashMap<>();

        Asked(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer(path);
        }

        @Override
        public String getServletPath() {
            return path;
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            Optional<Object> mine = own.get(name);
            return mine == null ? super.getAttribute(name) : mine.orElse(null);
        }

        @Override
        public void setAttribute(String name, @Nullable Object value) {
            own.put(name, Optional.ofNullable(value));
        }

        @Override
        public void removeAttribute(String name) {
            own.put(name, Optional.empty());
        }
    }
}
