package org.chosei.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Signs the heads of all chains: from then on no entry before can be changed, taken out or cut off unseen. */
@Component
public class Checkpoints {
    /** The job that makes a checkpoint; staged at every wave and publication. */
    public static final String JOB = "ledger.checkpoint";

    static final String NONE = "0".repeat(64);

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final CheckpointKey key;
    private final Anchor anchor;

    Checkpoints(JdbcClient jdbc, TransactionOperations transaction, CheckpointKey key, Anchor anchor) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.key = key;
        this.anchor = anchor;
    }

    /** What the ledger holds. */
    public record Figures(long chains, long entries, Optional<Checkpoint> last, String keyId) {}

    /** Makes a checkpoint when a chain has grown since the last one. To be called outside transactions. */
    public void make() {
        inOwnScope(Purpose.CHECKPOINT, this::sign).ifPresent(last -> anchor.keep(last.seq(), last.hash()));
    }

    /** What verifies the checkpoints made from now on; to be handed to auditors. */
    public VerificationKey verificationKey() {
        return new VerificationKey(key.publicKey());
    }

    /** For the page of the ledger. To be called outside transactions. */
    public Figures figures() {
        return inOwnScope(
                Purpose.VERIFICATION,
                () -> jdbc.sql("select count(*), coalesce(sum(seq), 0) from ledger_chain")
                        .query((row, _) -> new Figures(
                                row.getLong(1),
                                row.getLong(2),
                                last(),
                                verificationKey().id()))
                        .single());
    }

    private <T> T inOwnScope(Purpose purpose, Supplier<T> work) {
        return Scopes.as(new Scope.System(purpose), () -> transaction.execute(_ -> work.get()));
    }

    /** The last checkpoint, which may be an old one that the anchor has not got yet. */
    private Optional<Checkpoint> sign() {
        // two nodes must not both continue from the same checkpoint
        jdbc.sql("select pg_advisory_xact_lock(hashtext('ledger.checkpoint'))")
                .query((_, _) -> true)
                .single();
        Optional<Checkpoint> last = last();
        List<CheckpointBody.Head> heads = grown();
        return heads.isEmpty() ? last : Optional.of(add(last, heads));
    }

    private Optional<Checkpoint> last() {
        return jdbc.sql("""
                        select seq, body::jsonb ->> 'at', hash from ledger_checkpoint order by seq desc limit 1
                        """)
                .query((row, _) -> new Checkpoint(row.getLong(1), Instant.parse(row.getString(2)), row.getString(3)))
                .optional();
    }

    private List<CheckpointBody.Head> grown() {
        return jdbc.sql("""
                        select c.id, c.seq, c.head from ledger_chain c left join ledger_signed s on s.chain = c.id
                         where c.seq > coalesce(s.seq, 0) order by c.id
                        """)
                .query((row, _) ->
                        new CheckpointBody.Head(row.getObject(1, UUID.class), row.getLong(2), row.getString(3)))
                .list();
    }

    private Checkpoint add(Optional<Checkpoint> last, List<CheckpointBody.Head> heads) {
        long seq = last.map(Checkpoint::seq).orElse(0L) + 1;
        Instant at = now();
        String body = new CheckpointBody(seq, at, last.map(Checkpoint::hash).orElse(NONE), heads).canonical();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String hash = Hashes.sha256(bytes);
        jdbc.sql("""
                        insert into ledger_checkpoint (seq, body, hash, signature, key)
                        values (:seq, :body, :hash, :signature, :key)
                        """)
                .param("seq", seq)
                .param("body", body)
                .param("hash", hash)
                .param("signature", key.sign(bytes))
                .param("key", verificationKey().encoded())
                .update();
        jdbc.sql("""
                        insert into ledger_signed (chain, seq) select * from unnest(:chains::uuid[], :seqs::bigint[])
                        on conflict (chain) do update set seq = excluded.seq
                        """)
                .param("chains", heads.stream().map(CheckpointBody.Head::chain).toArray(UUID[]::new))
                .param("seqs", heads.stream().map(CheckpointBody.Head::seq).toArray(Long[]::new))
                .update();
        return new Checkpoint(seq, at, hash);
    }

    /** The clock of the entries. */
    private Instant now() {
        return jdbc.sql("select chosei_now()")
                .query((row, _) -> row.getTimestamp(1).toInstant().truncatedTo(ChronoUnit.MILLIS))
                .single();
    }
}
