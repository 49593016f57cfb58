package org.chosei.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.crypto.SignatureFinding;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ArrivedMail;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of reports and of what was made of them. */
@Repository
class ReportStore {
    private static final String SELECT = """
            select r.id, r.organisation_id, r.mail_id, r.number, r.fields, r.problems, r.signed_by, r.signed_at,
                   r.received_at, r.repeats, o.case_id, c.number as case_number, o.acknowledged_to, o.reason, o.decided_at
              from report r left join report_outcome o on o.report_id = r.id
                            left join coordination_case c on c.id = o.case_id
            """;

    private final JdbcClient jdbc;

    ReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean isFiled(UUID mail) {
        return jdbc.sql("select exists (select from report where mail_id = :mail)")
                .param("mail", mail)
                .query(Boolean.class)
                .single();
    }

    /** False when the organisation has sent this number or this mail before: then {@link #firstOf} knows the first. */
    boolean add(
            UUID id,
            OrganisationId organisation,
            ArrivedMail mail,
            PartnerReport.Read read,
            SealedId fields,
            SignatureFinding.Good signature,
            @Nullable UUID repeats) {
        String number = read.report().number();
        return jdbc.sql("""
                        insert into report (id, organisation_id, mail_id, mail_sha256, number, number_key, fields, problems,
                                            signed_by, signed_at, received_at, repeats)
                        values (:id, :organisation, :mail, :sha256, :number, :key, :fields, :problems, :signed, :at,
                                :received, :repeats)
                        on conflict do nothing
                        """)
                        .param("id", id)
                        .param("organisation", organisation.value())
                        .param("mail", mail.id())
                        .param("sha256", mail.sha256())
                        .param("number", number)
                        .param("key", key(number))
                        .param("fields", fields.value())
                        .param("problems", read.problems().toArray(String[]::new))
                        .param("signed", signature.fingerprint())
                        .param("at", signature.signedAt().atOffset(ZoneOffset.UTC))
                        .param("received", mail.arrivedAt().atOffset(ZoneOffset.UTC))
                        .param("repeats", repeats, Types.OTHER)
                        .update()
                == 1;
    }

    Optional<UUID> firstOf(OrganisationId organisation, String number, String sha256) {
        return jdbc.sql("""
                        select id from report
                         where organisation_id = :organisation and repeats is null
                           and (mail_sha256 = :sha256 or number_key <> '' and number_key = :key)
                         order by id limit 1
                        """)
                .param("organisation", organisation.value())
                .param("sha256", sha256)
                .param("key", key(number))
                .query(UUID.class)
                .optional();
    }

    /** Numbers that people take for the same: whatever the case, the width, and the spaces between. */
    private static String key(String number) {
        return JapaneseText.folded(number).replace(" ", "");
    }

    Optional<Report> find(UUID id) {
        return jdbc.sql(SELECT + "where r.id = :id")
                .param("id", id)
                .query(ReportStore::read)
                .optional();
    }

    List<Report> byId(Collection<UUID> ids) {
        return jdbc.sql(SELECT + "where r.id = any(:ids::uuid[])")
                .param("ids", ids.toArray(UUID[]::new))
                .query(ReportStore::read)
                .list();
    }

    /** The number of the case that was opened for a report or one that it repeats. */
    Optional<String> caseNumberOf(UUID first) {
        return jdbc.sql("""
                        select c.number from report_outcome o join coordination_case c on c.id = o.case_id
                         where o.first_id = :first
                        """).param("first", first).query(String.class).optional();
    }

    /** False when somebody decided before; waits for a decision that is just being made. */
    boolean opened(Report report, CaseId caseId, @Nullable String acknowledgedTo) {
        return decide(report, caseId.value(), null, acknowledgedTo);
    }

    /** False when somebody decided before. */
    boolean refused(Report report, SealedId reason) {
        return decide(report, null, reason.value(), null);
    }

    private boolean decide(
            Report report, @Nullable UUID caseId, @Nullable UUID reason, @Nullable String acknowledgedTo) {
        return jdbc.sql("""
                        insert into report_outcome (report_id, first_id, case_id, reason, acknowledged_to)
                        values (:report, :first, :case, :reason, :acknowledged) on conflict do nothing
                        """)
                        .param("report", report.id())
                        .param("first", report.first())
                        .param("case", caseId, Types.OTHER)
                        .param("reason", reason, Types.OTHER)
                        .param("acknowledged", acknowledgedTo)
                        .update()
                == 1;
    }

    private static Report read(ResultSet row, int number) throws SQLException {
        return new Report(
                row.getObject("id", UUID.class),
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                row.getObject("mail_id", UUID.class),
                row.getString("number"),
                new SealedId(row.getObject("fields", UUID.class)),
                List.of((String[]) row.getArray("problems").getArray()),
                row.getString("signed_by"),
                instant(row, "signed_at"),
                instant(row, "received_at"),
                row.getObject("repeats", UUID.class),
                outcome(row));
    }

    private static Report.@Nullable Outcome outcome(ResultSet row) throws SQLException {
        UUID caseId = row.getObject("case_id", UUID.class);
        UUID reason = row.getObject("reason", UUID.class);
        if (caseId != null) {
            return new Report.Outcome.Opened(
                    new CaseId(caseId),
                    row.getString("case_number"),
                    row.getString("acknowledged_to"),
                    instant(row, "decided_at"));
        }
        return reason == null ? null : new Report.Outcome.NotAccepted(new SealedId(reason), instant(row, "decided_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
