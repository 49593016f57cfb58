package org.chosei.registry.keys;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.chosei.kernel.Uuid7;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Challenges, the wrong answers to them, and proofs. */
@Repository
class ChallengeStore {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    ChallengeStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(UploadedKey key, byte[] codeHash, String message, Instant expires) {
        jdbc.sql("""
                        insert into key_challenge (id, key_id, organisation_id, code_hash, message, expires_at)
                        values (:id, :key, :organisation, :hash, :message, :expires)
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("key", key.id())
                .param("organisation", key.organisation().value())
                .param("hash", codeHash)
                .param("message", message)
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Makes people who type codes for one challenge wait for each other; then how many were wrong. */
    int lockMisses(UploadedKey.Challenge challenge) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "challenge:" + challenge.id())
                .query((_, _) -> true)
                .single();
        return jdbc.sql("select count(*) from key_challenge_miss where challenge_id = :id")
                .param("id", challenge.id())
                .query(Integer.class)
                .single();
    }

    void addMiss(UploadedKey key, UploadedKey.Challenge challenge) {
        jdbc.sql("insert into key_challenge_miss (challenge_id, organisation_id) values (:challenge, :organisation)")
                .param("challenge", challenge.id())
                .param("organisation", key.organisation().value())
                .update();
    }

    /** False when it was proved before. */
    boolean prove(UploadedKey key, UploadedKey.Method method) {
        return jdbc.sql("""
                                insert into key_proof (key_id, organisation_id, method)
                                values (:key, :organisation, :method) on conflict (key_id) do nothing
                                """)
                        .param("key", key.id())
                        .param("organisation", key.organisation().value())
                        .param("method", method.name())
                        .update()
                == 1;
    }
}
