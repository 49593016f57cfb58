package org.chosei.intake.reporting;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of reports, each with its last step. */
@Repository
class ReceivedReportStore {
    private static final String SELECT = """
            select r.*, s.ordinal, s.step, s.exit, s.reason, k.case_id, c.number as case_number,
                   l.duplicate_of, d.reference as duplicate_reference
              from received_report r
              left join lateral (select * from report_step t where t.report_id = r.id order by t.ordinal desc limit 1) s
                     on true
              left join report_link l on l.step_id = s.id and l.duplicate_of is not null
              left join report_link k on k.report_id = r.id and k.case_id is not null
              left join coordination_case c on c.id = k.case_id
              left join received_report d on d.id = l.duplicate_of
            """;

    private final JdbcClient jdbc;

    ReceivedReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets one at a time through that was given this form. */
    void lock(UUID form) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:form, 7))")
                .param("form", form.toString())
                .query((_, _) -> true)
                .single();
    }

    String nextReference(Instant now, ZoneId zone) {
        int year = now.atZone(zone).getYear();
        int number = jdbc.sql("select next_report_number(:year)")
                .param("year", year)
                .query(Integer.class)
                .single();
        return String.format(Locale.ROOT, "REP-%d-%05d", year, number);
    }

    /** A row to add. */
    record NewRow(
            UUID id,
            UUID form,
            String reference,
            Source source,
            @Nullable OrganisationId organisation,
            Locale language,
            Filled filled,
            SealedId answers,
            @Nullable SealedId address,
            boolean held,
            @Nullable HandOver handOver) {}

    /** False when the form was sent before, or the body handed its number over before. */
    boolean add(NewRow row) {
        HandOver body = row.handOver();
        return jdbc.sql("""
                        insert into received_report (id, form, reference, source, organisation_id, language, exploited,
                                published, answers, address, held, body_number, body_received, body_accepted)
                        values (:id, :form, :reference, :source, :organisation, :language, :exploited, :published, :answers,
                                :address, :held, :number, :received, :accepted) on conflict do nothing
                        """)
                        .param("id", row.id())
                        .param("form", row.form())
                        .param("reference", row.reference())
                        .param("source", row.source().key())
                        .param(
                                "organisation",
                                row.organisation() == null
                                        ? null
                                        : row.organisation().value(),
                                Types.OTHER)
                        .param("language", row.language().getLanguage())
                        .param("exploited", row.filled().exploited().key())
                        .param("published", row.filled().published().key())
                        .param("answers", row.answers().value())
                        .param(
                                "address",
                                row.address() == null ? null : row.address().value(),
                                Types.OTHER)
                        .param("held", row.held())
                        .param("number", body == null ? null : body.number(), Types.VARCHAR)
                        .param("received", body == null ? null : body.receivedOn(), Types.DATE)
                        .param("accepted", body == null ? null : body.acceptedOn(), Types.DATE)
                        .update()
                == 1;
    }

    Optional<ReceivedReport> find(UUID id) {
        return jdbc.sql(SELECT + "where r.id = :id")
                .param("id", id)
                .query(ReceivedReportRow::read)
                .optional();
    }

    Optional<ReceivedReport> byForm(UUID form) {
        return jdbc.sql(SELECT + "where r.form = :form")
                .param("form", form)
                .query(ReceivedReportRow::read)
                .optional();
    }

    Optional<ReceivedReport> byReference(String reference) {
        return jdbc.sql(SELECT + "where r.reference = :reference")
                .param("reference", reference)
                .query(ReceivedReportRow::read)
                .optional();
    }

    List<ReceivedReport> byId(Collection<UUID> ids) {
        return jdbc.sql(SELECT + "where r.id = any(:ids::uuid[])")
                .param("ids", ids.toArray(UUID[]::new))
                .query(ReceivedReportRow::read)
                .list();
    }

    /** Those that became this case, oldest first. */
    List<ReceivedReport> of(CaseId caseId) {
        return jdbc.sql(SELECT + "where k.case_id = :case order by r.id")
                .param("case", caseId.value())
                .query(ReceivedReportRow::read)
                .list();
    }

    /** Of one vendor, newest first. */
    List<ReceivedReport> ofVendor(OrganisationId vendor, @Nullable UUID before, int size) {
        return jdbc.sql(SELECT + """
                        where r.source = 'vendor' and r.organisation_id = :vendor
                          and (:before::uuid is null or r.id < :before::uuid) order by r.id desc limit :size
                        """)
                .param("vendor", vendor.value())
                .param("before", before, Types.OTHER)
                .param("size", size)
                .query(ReceivedReportRow::read)
                .list();
    }

    /** Whether the body handed this number over before. */
    boolean handedOver(OrganisationId body, String number) {
        return jdbc.sql("""
                        select exists (select from received_report
                                        where source = 'body' and organisation_id = :body and body_number = :number)
                        """)
                .param("body", body.value())
                .param("number", number)
                .query(Boolean.class)
                .single();
    }
}
