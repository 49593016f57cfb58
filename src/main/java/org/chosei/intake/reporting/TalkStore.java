package org.chosei.intake.reporting;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.chosei.vault.SealedId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what was said about reports. */
@Repository
class TalkStore {
    private final JdbcClient jdbc;

    TalkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(UUID id, Side side, SealedId body, Instant at, String by) {}

    boolean isWritten(UUID report, Side side, UUID form) {
        return jdbc.sql("""
                        select exists (select from report_message
                                        where report_id = :report and side = :side and form = :form)
                        """)
                .param("report", report)
                .param("side", side.key())
                .param("form", form)
                .query(Boolean.class)
                .single();
    }

    void add(UUID id, UUID report, UUID form, Side side, SealedId body) {
        jdbc.sql("""
                        insert into report_message (id, report_id, form, side, body)
                        values (:id, :report, :form, :side, :body)
                        """)
                .param("id", id)
                .param("report", report)
                .param("form", form)
                .param("side", side.key())
                .param("body", body.value())
                .update();
    }

    List<Row> of(UUID report) {
        return jdbc.sql("""
                        select id, side, body, written_at, written_by from report_message where report_id = :report
                         order by id
                        """)
                .param("report", report)
                .query((row, _) -> new Row(
                        row.getObject("id", UUID.class),
                        Side.valueOf(row.getString("side").toUpperCase(Locale.ROOT)),
                        new SealedId(row.getObject("body", UUID.class)),
                        row.getObject("written_at", OffsetDateTime.class).toInstant(),
                        row.getString("written_by")))
                .list();
    }
}
