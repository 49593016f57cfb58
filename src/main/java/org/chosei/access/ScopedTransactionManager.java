package org.chosei.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Tells PostgreSQL at the start of every transaction who acts. The settings are local to the transaction, so a pooled
 * connection never carries a scope to its next user; work outside a transaction has none and sees nothing.
 */
public final class ScopedTransactionManager extends JdbcTransactionManager {
    private static final String BIND = """
            select set_config('chosei.kind', ?, true), set_config('chosei.person', ?, true),
                   set_config('chosei.organisation', ?, true), set_config('chosei.staff', ?, true),
                   set_config('chosei.purpose', ?, true), set_config('chosei.report', ?, true),
                   set_config('chosei.now', ?, true)
            """;

    private final InstantSource clock;

    /** Commands that work beside the server make their own. */
    public ScopedTransactionManager(DataSource dataSource) {
        this(dataSource, InstantSource.system());
    }

    /**
     * The server has one as a bean.
     *
     * @param clock without which the database's own opens nothing: two clocks do not jump at once
     */
    ScopedTransactionManager(DataSource dataSource, InstantSource clock) {
        super(dataSource);
        this.clock = clock;
        setRollbackOnCommitFailure(true);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        if (Scopes.isBound()) {
            bind(connection, Scopes.current());
        }
    }

    /** Who only looks leaves nothing behind: no mark of reading, no answer, no entry. */
    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        if (Scopes.isBound() && Scopes.current() instanceof Scope.Person person && person.onlyLooks()) {
            doRollback(status);
        } else {
            super.doCommit(status);
        }
    }

    private void bind(Connection connection, Scope scope) throws SQLException {
        switch (scope) {
            case Scope.Person person ->
                bind(
                        connection,
                        "person",
                        person.id().toString(),
                        person.organisation().toString(),
                        person.isStaff() ? "yes" : "",
                        null,
                        null);
            case Scope.Organisation organisation ->
                bind(connection, "organisation", null, organisation.id().toString(), null, null, null);
            case Scope.Reporter reporter ->
                bind(
                        connection,
                        "reporter",
                        null,
                        null,
                        null,
                        null,
                        reporter.report().toString());
            case Scope.System system ->
                bind(connection, "system", null, null, null, system.purpose().label(), null);
            case Scope.Public _ -> bind(connection, "public", null, null, null, null, null);
        }
    }

    private void bind(Connection connection, @Nullable String... settings) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BIND)) {
            for (int i = 0; i < settings.length; i++) {
                String setting = settings[i];
                statement.setString(i + 1, setting == null ? "" : setting);
            }
            statement.setString(settings.length + 1, clock.instant().toString());
            statement.execute();
        }
    }
}
