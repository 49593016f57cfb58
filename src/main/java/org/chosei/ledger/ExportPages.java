package org.chosei.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads chains and checkpoints page by page, each page in a short read-only transaction, so that neither memory nor a slow
 * reader of the export holds the database. Chains only grow, so pages below a bound taken at the start fit together.
 */
final class ExportPages {
    private static final int PAGE = 500;
    private static final int BODIES = 100;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TransactionTemplate writing;

    ExportPages(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        this.writing = new TransactionTemplate(transactions);
    }

    record SignedBody(long seq, String body, String hash, byte[] signature, String key) {}

    record Chain(UUID id, long seq, String head) {}

    record Row(
            long seq,
            Instant at,
            String actor,
            String kind,
            String subjects,
            @Nullable UUID audience,
            String commitment,
            byte @Nullable [] details,
            String previous,
            String hash) {}

    /** The time, and the checkpoints that belong into an export: from the first to the last number; 0 when there is none. */
    record Bounds(Instant at, long first, long last) {}

    /** For one case from the first checkpoint that names its chain on, else from the first of all. */
    Bounds bounds(@Nullable UUID only) {
        return read(() -> jdbc.sql("""
                        select date_trunc('milliseconds', chosei_now()), coalesce(max(seq), 0),
                               coalesce(min(seq) filter (where position(cast(:only as text) in body) > 0), min(seq), 0)
                          from ledger_checkpoint
                        """)
                .param("only", only == null ? null : only.toString())
                .query((row, _) -> new Bounds(row.getTimestamp(1).toInstant(), row.getLong(3), row.getLong(2)))
                .single());
    }

    List<String> keys(Bounds within) {
        return read(() -> jdbc.sql(
                        "select distinct key from ledger_checkpoint where seq between :first and :last order by key")
                .param("first", within.first())
                .param("last", within.last())
                .query(String.class)
                .list());
    }

    List<SignedBody> checkpoints(long after, long last) {
        return read(() -> jdbc.sql("""
                        select seq, body, hash, signature, key from ledger_checkpoint
                         where seq > :after and seq <= :last order by seq limit :page
                        """)
                .param("after", after)
                .param("last", last)
                .param("page", BODIES)
                .query((row, _) -> new SignedBody(
                        row.getLong(1), row.getString(2), row.getString(3), row.getBytes(4), row.getString(5)))
                .list());
    }

    List<Chain> chains(@Nullable UUID only, @Nullable UUID after) {
        return read(() -> jdbc.sql("""
                        select id, seq, head from ledger_chain
                         where id = coalesce(cast(:only as uuid), id) and (cast(:after as uuid) is null or id > cast(:after as uuid))
                         order by id limit :page
                        """)
                .param("only", only == null ? null : only.toString())
                .param("after", after == null ? null : after.toString())
                .param("page", PAGE)
                .query((row, _) -> new Chain(row.getObject(1, UUID.class), row.getLong(2), row.getString(3)))
                .list());
    }

    /**
     * Entries after number {@code after}: those up to the chain's head as it was read, and any beyond its present head,
     * which nobody but a forger could have put there.
     */
    List<Row> entries(Chain chain, long after, boolean details) {
        return read(() -> jdbc.sql("""
                        select e.seq, e.at, e.actor, e.kind, e.subjects, e.audience_id, e.commitment,
                               case when :details then e.details end as details, e.previous, e.hash
                          from ledger_entry e join ledger_chain c on c.id = e.chain
                         where e.chain = :chain and e.seq > :after and (e.seq <= :head or e.seq > c.seq)
                         order by e.seq limit :page
                        """)
                .param("details", details)
                .param("chain", chain.id())
                .param("after", after)
                .param("head", chain.seq())
                .param("page", PAGE)
                .query((row, _) -> new Row(
                        row.getLong("seq"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("kind"),
                        row.getString("subjects"),
                        row.getObject("audience_id", UUID.class),
                        row.getString("commitment"),
                        row.getBytes("details"),
                        row.getString("previous"),
                        row.getString("hash")))
                .list());
    }

    <T> T read(Supplier<T> work) {
        return Scopes.as(new Scope.System(Purpose.VERIFICATION), () -> transaction.execute(_ -> work.get()));
    }

    void write(Runnable work) {
        Scopes.as(new Scope.System(Purpose.VERIFICATION), () -> writing.executeWithoutResult(_ -> work.run()));
    }
}
