package org.chosei.vault;

import java.sql.Types;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.Uuid7;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Scope keys: made on first use, stored wrapped under the master key. They are asked for anew in each transaction and not
 * kept beyond it: a key that one node shredded must not live on in the memory of another, and unwrapping costs microseconds.
 */
@Component
class Keys {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final MasterKeyBytes master;

    Keys(JdbcClient jdbc, InstantSource clock, MasterKeyBytes master) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.master = master;
    }

    record Key(UUID id, byte[] value) {}

    /** A row; {@code wrapped} is null once the key was shredded. */
    private record Row(UUID id, byte @Nullable [] wrapped) {}

    /** The key of this scope; made when there is none. */
    Key of(VaultScope scope) {
        return unlessShredded(scope).orElseThrow(() -> new SealBroken("the key was shredded"));
    }

    /** The key of this scope; made when there is none, and empty when there was one. */
    Optional<Key> unlessShredded(VaultScope scope) {
        Key known = inThisTransaction().map(keys -> keys.byScope.get(scope)).orElse(null);
        return known != null ? Optional.of(known) : ask(scope);
    }

    private Optional<Key> ask(VaultScope scope) {
        return unwrap(find(scope).orElseGet(() -> make(scope)));
    }

    /** The key of this scope; empty when there is none, or none any more. */
    Optional<Key> existing(VaultScope scope) {
        return find(scope).flatMap(this::unwrap);
    }

    private Optional<Row> find(VaultScope scope) {
        return jdbc.sql("select id, wrapped from vault_key_for(:kind, :subject)")
                .param("kind", scope.kind())
                .param("subject", scope.subject(), Types.OTHER)
                .query((row, _) -> new Row(row.getObject(1, UUID.class), row.getBytes(2)))
                .optional();
    }

    private Row make(VaultScope scope) {
        UUID id = Uuid7.at(clock.instant());
        byte[] wrapped = Sealing.seal(master.value(), "key", id, Sealing.newKey());
        jdbc.sql("select vault_key_add(:id, :kind, :subject, :wrapped)")
                .param("id", id)
                .param("kind", scope.kind())
                .param("subject", scope.subject(), Types.OTHER)
                .param("wrapped", wrapped)
                .query((_, _) -> true)
                .single();
        return find(scope).orElseThrow();
    }

    /** The keys that this transaction was given already; none outlives it. */
    private static final class Given implements TransactionSynchronization {
        private final Map<VaultScope, Key> byScope = new HashMap<>();
    }

    private static Optional<Given> inThisTransaction() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                ? TransactionSynchronizationManager.getSynchronizations().stream()
                        .filter(Given.class::isInstance)
                        .map(Given.class::cast)
                        .findFirst()
                : Optional.empty();
    }

    /** Spares the transaction that opens something of this scope a second question when it seals or records there. */
    void remember(VaultScope scope, Key key) {
        Given given = inThisTransaction().orElseGet(() -> {
            Given first = new Given();
            TransactionSynchronizationManager.registerSynchronization(first);
            return first;
        });
        given.byScope.put(scope, key);
    }

    /** The key of a row that was read together with what it sealed. */
    byte[] unwrap(UUID id, byte[] wrapped) {
        return Sealing.open(master.value(), "key", id, wrapped);
    }

    /** Forgets a key for ever: what it sealed cannot be opened again from this database. Staff only. */
    void shred(VaultScope scope) {
        inThisTransaction().ifPresent(given -> given.byScope.remove(scope));
        jdbc.sql("select vault_key_shred(:kind, :subject)")
                .param("kind", scope.kind())
                .param("subject", scope.subject(), Types.OTHER)
                .query((_, _) -> true)
                .single();
    }

    private Optional<Key> unwrap(Row row) {
        return Optional.ofNullable(row.wrapped()).map(wrapped -> new Key(row.id(), unwrap(row.id(), wrapped)));
    }
}
