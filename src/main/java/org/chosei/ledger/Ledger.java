package org.chosei.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Appends to the chains. Entries are gathered during the transaction and written last, in one call, so that a chain's
 * head is locked for the shortest time; a change and its entry commit together or not at all.
 */
@Component
public class Ledger {
    /** The chain of what belongs to no case. */
    public static final UUID INSTALLATION = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Commitments commitments;

    Ledger(JdbcClient jdbc, Commitments commitments) {
        this.jdbc = jdbc;
        this.commitments = commitments;
    }

    /** For a command beside the server, which holds no keys: what it records carries subjects, and no details are kept. */
    public static Ledger withoutKeys(JdbcClient application) {
        return new Ledger(application, new Commitments(new WithoutKeys()));
    }

    /** Records {@code entry} with the current transaction; a programming error outside one. */
    public void append(Entry entry) {
        pending().entries.add(entry);
    }

    private Pending pending() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("the ledger is written only inside a transaction");
        }
        for (TransactionSynchronization each : TransactionSynchronizationManager.getSynchronizations()) {
            if (each instanceof Pending pending) {
                return pending;
            }
        }
        Pending pending = new Pending();
        TransactionSynchronizationManager.registerSynchronization(pending);
        TransactionSynchronizationManager.registerSynchronization(new Durable());
        return pending;
    }

    private final class Pending implements TransactionSynchronization {
        private final List<Entry> entries = new ArrayList<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            List<Commitments.Committed> all = commitments.of(entries);
            UUID[] cases = all.stream()
                    .map(c -> c.entry().caseId() == null
                            ? null
                            : c.entry().caseId().value())
                    .toArray(UUID[]::new);
            jdbc.sql("""
                            select ledger_append(:chains::uuid[], :cases::uuid[], :kinds::text[], :subjects::text[],
                                                 :audiences::uuid[], :commitments::text[], :details::bytea[]),
                                   set_config('synchronous_commit', case
                                       when current_setting('synchronous_standby_names') = ''
                                            and current_setting('synchronous_commit') in ('on', 'local') then 'off'
                                       else current_setting('synchronous_commit') end, true)
                            """)
                    .param("chains", all.stream().map(c -> chain(c.entry())).toArray(UUID[]::new))
                    .param("cases", cases)
                    .param("kinds", all.stream().map(c -> c.entry().kind()).toArray(String[]::new))
                    .param(
                            "subjects",
                            all.stream()
                                    .map(c -> Subjects.write(c.entry().subjects()))
                                    .toArray(String[]::new))
                    .param(
                            "audiences",
                            all.stream().map(c -> audience(c.entry())).toArray(UUID[]::new))
                    .param(
                            "commitments",
                            all.stream().map(Commitments.Committed::commitment).toArray(String[]::new))
                    .param(
                            "details",
                            all.stream().map(Commitments.Committed::sealed).toArray(byte[][]::new))
                    .query((_, _) -> true)
                    .single();
        }
    }

    /**
     * Everybody who reads a case appends to its chain: nobody shall hold its head while the disk writes. So the commit itself does
     * not wait for the disk, and whoever asked for it does, before anybody is told; all who wait at that moment wait
     * together. Where standbys confirm commits, it stays with the commit.
     */
    private final class Durable implements TransactionSynchronization {
        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }

        @Override
        public void afterCommit() {
            awaitDisk();
        }
    }

    /**
     * Waits until all that was committed before is on the disk: for whoever is about to answer by what another's transaction
     * wrote, which may still be waiting for it.
     */
    public void awaitDisk() {
        jdbc.sql("select pg_logical_emit_message(false, 'chosei', '', true)")
                .query((_, _) -> true)
                .single();
    }

    private static UUID chain(Entry entry) {
        return entry.caseId() == null ? INSTALLATION : entry.caseId().value();
    }

    private static @org.jspecify.annotations.Nullable UUID audience(Entry entry) {
        return entry.audience() == null ? null : entry.audience().value();
    }
}
