package org.chosei.vault;

import java.sql.Types;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.chosei.kernel.Uuid7;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Scope keys: made on first use, stored wrapped under the master key, kept unwrapped in memory while running. */
@Component
class Keys {
    private static final int REMEMBERED = 10_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final MasterKeyBytes master;
    private final Map<UUID, byte[]> remembered = new ConcurrentHashMap<>();

    Keys(JdbcClient jdbc, InstantSource clock, MasterKeyBytes master) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.master = master;
    }

    record Key(UUID id, byte[] value) {}

    /** The key of this scope; made when there is none. */
    Key of(VaultScope scope) {
        return find(scope).orElseGet(() -> make(scope));
    }

    private Optional<Key> find(VaultScope scope) {
        return jdbc.sql("select id, wrapped from vault_key_for(:kind, :subject)")
                .param("kind", scope.kind())
                .param("subject", scope.subject(), Types.OTHER)
                .query((row, _) -> unwrap(row.getObject(1, UUID.class), row.getBytes(2)))
                .optional();
    }

    private Key make(VaultScope scope) {
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

    /** The keys with these ids, in at most one query. */
    Map<UUID, byte[]> byId(Collection<UUID> ids) {
        Map<UUID, byte[]> found = new LinkedHashMap<>();
        UUID[] missing = ids.stream().filter(id -> !remembered.containsKey(id)).toArray(UUID[]::new);
        if (missing.length > 0) {
            jdbc.sql("select id, wrapped from vault_keys(:ids::uuid[])")
                    .param("ids", missing)
                    .query((row, _) -> unwrap(row.getObject(1, UUID.class), row.getBytes(2)))
                    .list()
                    .forEach(key -> found.put(key.id(), key.value()));
        }
        for (UUID id : ids) {
            byte[] known = remembered.get(id);
            if (known != null) {
                found.put(id, known);
            }
        }
        return found;
    }

    /** Forgets a key for ever: what it sealed cannot be opened again from this database. Staff only. */
    void shred(VaultScope scope) {
        find(scope).ifPresent(key -> remembered.remove(key.id()));
        jdbc.sql("select vault_key_shred(:kind, :subject)")
                .param("kind", scope.kind())
                .param("subject", scope.subject(), Types.OTHER)
                .query((_, _) -> true)
                .single();
    }

    private Key unwrap(UUID id, byte @org.jspecify.annotations.Nullable [] wrapped) {
        byte[] known = remembered.get(id);
        if (known != null) {
            return new Key(id, known);
        }
        if (wrapped == null) {
            throw new SealBroken("the key was shredded");
        }
        Key key = new Key(id, Sealing.open(master.value(), "key", id, wrapped));
        rememberAfterCommit(key);
        return key;
    }

    /** A key made in a transaction that rolls back must not be used again. */
    private void rememberAfterCommit(Key key) {
        if (remembered.size() >= REMEMBERED) {
            remembered.clear();
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                remembered.put(key.id(), key.value());
            }
        });
    }
}
