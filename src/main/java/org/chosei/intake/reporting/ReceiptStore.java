package org.chosei.intake.reporting;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.chosei.identity.Token;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Receipts and the sessions that they open. */
@Repository
class ReceiptStore {
    private final JdbcClient jdbc;

    ReceiptStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID report, String hash) {
        jdbc.sql("insert into report_receipt (report_id, hash) values (:report, :hash)")
                .param("report", report)
                .param("hash", hash)
                .update();
    }

    Optional<String> hash(UUID report) {
        return jdbc.sql("select hash from report_receipt where report_id = :report")
                .param("report", report)
                .query(String.class)
                .optional();
    }

    void open(Token token, UUID report, Instant until) {
        jdbc.sql("insert into report_receipt_session (hash, report_id, ends_at) values (:hash, :report, :until)")
                .param("hash", token.hash())
                .param("report", report)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<UUID> reportOf(Token token, Instant now) {
        return jdbc.sql("""
                        select report_id from report_receipt_session
                         where hash = :hash and closed_at is null and ends_at > :now
                        """)
                .param("hash", token.hash())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .optional();
    }

    void close(Token token, Instant now) {
        jdbc.sql("update report_receipt_session set closed_at = :now where hash = :hash and closed_at is null")
                .param("hash", token.hash())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
