package org.chosei.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** The policies by version. The shipped ones are loaded at start; a text that changed under its version is refused. */
@Component
public class Policies {
    private static final List<String> SHIPPED =
            List.of("/policies/distribution-1.json", "/policies/distribution-2.json");

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    Policies(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @EventListener(ApplicationReadyEvent.class)
    void load() {
        Scopes.as(
                new Scope.System(Purpose.SETUP),
                () -> transaction.executeWithoutResult(
                        _ -> SHIPPED.stream().map(Policies::shipped).forEach(this::keep)));
    }

    private void keep(String body) {
        int version = read(body).version();
        jdbc.sql("""
                        insert into distribution_policy (version, body, sha256)
                        values (:version, :body, encode(sha256(convert_to(:body, 'UTF8')), 'hex'))
                        on conflict do nothing
                        """).param("version", version).param("body", body).update();
        String kept = jdbc.sql("select body from distribution_policy where version = :version")
                .param("version", version)
                .query(String.class)
                .single();
        if (!kept.equals(body)) {
            throw new IllegalStateException("distribution policy " + version
                    + " differs from the one kept in the database: a changed text needs a new version");
        }
    }

    /** The newest version. Inside the caller's transaction. */
    public Policy inForce() {
        return jdbc.sql("select body from distribution_policy order by version desc limit 1")
                .query(String.class)
                .optional()
                .map(Policies::read)
                .orElseThrow(() -> new IllegalStateException("no distribution policy"));
    }

    private static Policy read(String body) {
        return JsonMapper.shared().readValue(body, Policy.class);
    }

    private static String shipped(String resource) {
        try (InputStream in = Policies.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
