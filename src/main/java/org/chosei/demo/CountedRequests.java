package org.chosei.demo;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Listens to a server from inside: how long each request took it, from the first filter to the last byte of the page, and
 * how many statements that thread prepared meanwhile, the look-up of the session and the ledger's entry included.
 */
final class CountedRequests {
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final ThreadLocal<Integer> here = ThreadLocal.withInitial(() -> 0);

    /** One request as the server saw it. */
    record Request(String path, Duration time, int statements) {}

    /** Takes so many that were served under this path; waits, since a reader has the page before the server is done. */
    List<Request> taken(String path, int number) {
        List<Request> taken = new ArrayList<>();
        while (taken.size() < number) {
            Request next = next();
            if (next.path().equals(path)) {
                taken.add(next);
            }
        }
        return taken;
    }

    /** How many statements this very thread prepared since it last asked. */
    int takenHere() {
        int taken = here.get();
        here.set(0);
        return taken;
    }

    private Request next() {
        try {
            Request next = requests.poll(60, TimeUnit.SECONDS);
            StepFailed.unless(next != null, "a request was not served in %d seconds", 60);
            return Objects.requireNonNull(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Puts the listener into a server that is about to start. */
    void listenIn(GenericApplicationContext context) {
        context.registerBean("countedStatements", BeanPostProcessor.class, () -> new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source ? new Counting(source) : bean;
            }
        });
        context.registerBean("countedRequests", FilterRegistrationBean.class, this::filter);
    }

    private FilterRegistrationBean<Filter> filter() {
        FilterRegistrationBean<Filter> first = new FilterRegistrationBean<>(this::serve);
        first.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return first;
    }

    private void serve(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        here.set(0);
        long begun = System.nanoTime();
        chain.doFilter(request, response);
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        requests.add(new Request(((HttpServletRequest) request).getRequestURI(), time, here.get()));
    }

    private final class Counting extends DelegatingDataSource {
        Counting(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (_, method, arguments) -> call(connection, method, arguments));
        }

        private Object call(Connection connection, Method method, Object @Nullable [] arguments) throws Throwable {
            // the wait for the disk is the second half of a commit (Ledger), and commits are not counted
            boolean waits = arguments != null && String.valueOf(arguments[0]).contains("pg_logical_emit_message");
            if (!waits
                    && (method.getName().startsWith("prepare")
                            || method.getName().equals("createStatement"))) {
                here.set(here.get() + 1);
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }
    }
}
