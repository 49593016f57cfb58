package org.chosei.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.Refusal;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The policies by version: the shipped ones, loaded at start, and those that the operator made. A text that changed under
 * its version is refused. Once the operator has put a version in force, no upgrade puts another in its place.
 */
@Component
public class Policies {
    private static final List<String> SHIPPED =
            List.of("/policies/distribution-1.json", "/policies/distribution-2.json", "/policies/distribution-3.json");

    private final PolicyStore store;
    private final TransactionOperations transaction;

    Policies(PolicyStore store, TransactionOperations transaction) {
        this.store = store;
        this.transaction = transaction;
    }

    @EventListener(ApplicationReadyEvent.class)
    void load() {
        Scopes.as(
                new Scope.System(Purpose.SETUP),
                () -> transaction.executeWithoutResult(
                        _ -> SHIPPED.stream().map(Policies::shipped).forEach(this::keep)));
    }

    /** A number that the operator took first leaves the shipped text the next free one, and what is in force as it is. */
    private void keep(String body) {
        if (store.has(body)) {
            return;
        }
        int version = PolicyStore.read(body).version();
        Optional<PolicyVersion> taken = store.find(version);
        if (taken.isPresent() && taken.get().shipped()) {
            throw new IllegalStateException("distribution policy " + version
                    + " differs from the one kept in the database: a changed text needs a new version");
        }
        store.add(taken.isPresent() ? store.next() : version, body);
    }

    /** The version that holds now. Inside the caller's transaction. */
    public Policy inForce() {
        return store.inForce().orElseThrow(() -> new IllegalStateException("no distribution policy"));
    }

    /** All versions, newest first, with when each was put in force and why. Inside the caller's transaction. */
    public List<PolicyVersion> versions() {
        return store.versions();
    }

    /** One version, as it stays, or "not found". Inside the caller's transaction. */
    public PolicyVersion get(int version) {
        return store.find(version).orElseThrow(Refusal.NotFound::new);
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
