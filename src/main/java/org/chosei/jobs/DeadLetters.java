package org.chosei.jobs;

import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Work that was given up. Shown to staff and counted by the health check until a person settles it. */
@Component
public class DeadLetters {
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    DeadLetters(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    void add(String kind, UUID subject, String error) {
        Scopes.as(
                new Scope.System(Purpose.HEALTH),
                () -> transaction.executeWithoutResult(
                        _ -> jdbc.sql("insert into dead_letter (kind, subject, error) values (:kind, :subject, :error)")
                                .param("kind", kind)
                                .param("subject", subject)
                                .param("error", error)
                                .update()));
    }

    /** How many wait for a person. */
    public long unsettled() {
        return Scopes.as(
                new Scope.System(Purpose.HEALTH),
                () -> transaction.execute(_ -> jdbc.sql("select count(*) from dead_letter where settled_at is null")
                        .query(Long.class)
                        .single()));
    }
}
