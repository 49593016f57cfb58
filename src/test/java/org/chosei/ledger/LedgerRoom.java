package org.chosei.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.proof.Report;
import org.chosei.ledger.proof.Trust;
import org.chosei.ledger.proof.Verification;
import org.chosei.testing.Application;
import org.chosei.testing.TestOrganisations;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A running server, seen by its staff, by the verifier, and by somebody who got hold of its database. */
public final class LedgerRoom implements AutoCloseable {
    public final Application application = Application.start();
    public final Scope.Person staff = new Scope.Person(
            new PersonId(Uuid7.at(Instant.now())), TestOrganisations.COORDINATOR, Set.of(Role.COORDINATOR));

    /** Work in a transaction of a scope. */
    public <T> T as(Scope scope, Supplier<T> work) {
        return Scopes.as(
                scope,
                () -> Objects.requireNonNull(
                        application.bean(TransactionOperations.class).execute(_ -> work.get())));
    }

    public static CaseId newCase() {
        return new CaseId(Uuid7.at(Instant.now()));
    }

    /** Appends each in a transaction of its own. */
    public void append(Entry... entries) {
        for (Entry entry : entries) {
            as(staff, () -> {
                application.bean(Ledger.class).append(entry);
                return true;
            });
        }
    }

    /** A case's chain with this many entries, all signed. */
    public CaseId signedChain(int entries) {
        CaseId of = newCase();
        for (int i = 1; i <= entries; i++) {
            append(Entry.of(of, "test.written").about("step", i).detail("why", "理由 " + i));
        }
        application.bean(Checkpoints.class).make();
        return of;
    }

    public JdbcClient jdbc() {
        return application.bean(JdbcClient.class);
    }

    /** The export as the server writes it: the lines without their newlines. */
    public List<String> export(@org.jspecify.annotations.Nullable CaseId of, boolean details) {
        List<String> lines = new ArrayList<>();
        write(of, details, line -> lines.add(new String(line, UTF_8)));
        return lines;
    }

    private void write(@org.jspecify.annotations.Nullable CaseId of, boolean details, Export.Sink sink) {
        try {
            application.bean(Export.class).write(of, details, sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Verifies what is in the database now, against the server's own key. */
    public Report live(CaseId of) {
        Verification verification = new Verification(trust());
        write(of, false, verification::line);
        return verification.report();
    }

    public VerificationKey key() {
        return application.bean(Checkpoints.class).verificationKey();
    }

    /** The server's key and nothing noted. */
    public Trust trust() {
        return new Trust(List.of(key()), List.of());
    }

    /** Every checkpoint as the server's anchor keeps it. */
    public List<Anchor.Kept> anchored() {
        return application.bean(Anchor.class).kept();
    }

    public static byte[] bytes(List<String> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        lines.forEach(line -> out.writeBytes((line + "\n").getBytes(UTF_8)));
        return out.toByteArray();
    }

    /** Statements of the owner, who may do everything under the purpose of backup. */
    public void tamper(String... statements) {
        try (Connection connection = connection("spring.flyway.url", "spring.flyway.user", "spring.flyway.password");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "select set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true)");
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(Arrays.toString(statements), e);
        }
    }

    /** A connection of the application's role, without a scope. */
    public Connection bare() throws SQLException {
        return connection("spring.datasource.url", "spring.datasource.username", "spring.datasource.password");
    }

    private Connection connection(String url, String user, String password) throws SQLException {
        Environment environment = application.bean(Environment.class);
        return DriverManager.getConnection(
                environment.getRequiredProperty(url),
                environment.getRequiredProperty(user),
                environment.getRequiredProperty(password));
    }

    @Override
    public void close() {
        application.close();
    }
}
