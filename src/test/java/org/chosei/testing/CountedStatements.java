package org.chosei.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A data source that counts the statements prepared through it, for tests that hold their number. */
public final class CountedStatements extends DelegatingDataSource {
    private final AtomicInteger count = new AtomicInteger();
    private final ThreadLocal<Integer> here = ThreadLocal.withInitial(() -> 0);
    private final ThreadLocal<Integer> left = ThreadLocal.withInitial(() -> Integer.MAX_VALUE);

    public CountedStatements(DataSource target) {
        super(target);
    }

    /** How many since the last call. */
    public int taken() {
        return count.getAndSet(0);
    }

    /** How many of them this thread prepared since its last call: work in the background does not count. */
    public int takenHere() {
        int taken = here.get();
        here.set(0);
        return taken;
    }

    /** What a thread meets whose process is killed: nothing in the program catches it, and the database hears no more of it. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Lets this thread prepare so many more statements; instead of the next one it meets {@link Killed}, once. */
    public void killAfter(int statements) {
        left.set(statements);
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
                && (method.getName().startsWith("prepare") || method.getName().equals("createStatement"))) {
            killIfDue(connection);
            count.incrementAndGet();
            here.set(here.get() + 1);
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private void killIfDue(Connection connection) throws SQLException {
        int more = left.get();
        left.set(more == 0 ? Integer.MAX_VALUE : more - 1);
        if (more == 0) {
            unwrap(HikariDataSource.class).evictConnection(connection);
            connection.abort(Runnable::run);
            throw new Killed();
        }
    }
}
