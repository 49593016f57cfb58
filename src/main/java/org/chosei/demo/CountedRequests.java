package org.chosei.demo;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
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
    private final List<Request> requests = new ArrayList<>();
    private final ThreadLocal<Integer> here = ThreadLocal.withInitial(() -> 0);

    /** One request as the server saw it. */
    record Request(Duration time, int statements) {}

    /** Takes what was served since the last call. */
    synchronized List<Request> taken() {
        List<Request> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    private synchronized void add(Request request) {
        requests.add(request);
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
        add(new Request(Duration.ofNanos(System.nanoTime() - begun), here.get()));
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

        private Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
            if (method.getName().startsWith("prepare") || method.getName().equals("createStatement")) {
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
