package org.chosei.registry.vetting;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Vetting;
import org.chosei.registry.Vettings;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records of vetting, what rests on them, and how that stood at any instant. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class VettingStore implements Vettings {
    private final JdbcClient jdbc;

    VettingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes those who record or confirm for one organisation wait for each other until the end of the transaction. */
    void lock(OrganisationId organisation) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "vetting:" + organisation)
                .query((_, _) -> true)
                .single();
    }

    @Override
    public Map<OrganisationId, Vetting> at(Collection<OrganisationId> organisations, Instant at) {
        Map<OrganisationId, Vetting> found = new LinkedHashMap<>();
        jdbc.sql("select organisation_id, state, due, at, called_by, signed_by from vetting_of(:ids::uuid[], :at)")
                .param("ids", organisations.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> found.put(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        new Vetting(
                                Vetting.State.valueOf(row.getString(2)),
                                row.getBoolean(3),
                                instant(row.getObject(4, OffsetDateTime.class)),
                                row.getString(5),
                                row.getString(6))))
                .list();
        return found;
    }

    @Override
    public void expect(OrganisationId organisation) {
        jdbc.sql("insert into vetting_due (organisation_id) values (:organisation)")
                .param("organisation", organisation.value())
                .update();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    /** A record whose details are still sealed. */
    record Row(
            UUID id,
            Result result,
            Instant happenedAt,
            boolean numberOfForm,
            SealedId details,
            @Nullable UUID corrects,
            boolean corrected,
            Instant at,
            String by)
            implements Recorded {}

    /** Those of one organisation, oldest first. */
    List<Row> of(OrganisationId organisation) {
        return jdbc.sql("""
                        select r.id, r.result, r.happened_at, r.number_of_form, r.details, r.corrects,
                               exists (select from vetting_record c where c.corrects = r.id), r.recorded_at, r.recorded_by
                          from vetting_record r where r.organisation_id = :organisation order by r.recorded_at, r.id
                        """)
                .param("organisation", organisation.value())
                .query((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        Result.valueOf(row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getBoolean(4),
                        new SealedId(row.getObject(5, UUID.class)),
                        row.getObject(6, UUID.class),
                        row.getBoolean(7),
                        row.getObject(8, OffsetDateTime.class).toInstant(),
                        row.getString(9)))
                .list();
    }

    /** False when there is such a record already. */
    boolean add(
            UUID id,
            OrganisationId organisation,
            Result result,
            Instant happenedAt,
            boolean numberOfForm,
            SealedId details,
            @Nullable UUID corrects) {
        return jdbc.sql("""
                        insert into vetting_record (id, organisation_id, kind, result, happened_at, number_of_form, details,
                                                    corrects)
                        values (:id, :organisation, :kind, :result, :happened, :form, :details, :corrects)
                        on conflict (id) do nothing
                        """)
                        .param("id", id)
                        .param("organisation", organisation.value())
                        .param("kind", result.kind().name())
                        .param("result", result.name())
                        .param("happened", happenedAt.atOffset(ZoneOffset.UTC))
                        .param("form", numberOfForm)
                        .param("details", details.value())
                        .param("corrects", corrects, Types.OTHER)
                        .update()
                == 1;
    }

    /** A file whose name and content are sealed. */
    record FileRow(UUID id, UUID record, SealedId name, SealedId content, long size, String sha256) {}

    void add(OrganisationId organisation, FileRow file) {
        jdbc.sql("""
                        insert into vetting_file (id, record_id, organisation_id, name, content, size, sha256)
                        values (:id, :record, :organisation, :name, :content, :size, :sha256)
                        """)
                .param("id", file.id())
                .param("record", file.record())
                .param("organisation", organisation.value())
                .param("name", file.name().value())
                .param("content", file.content().value())
                .param("size", file.size())
                .param("sha256", file.sha256())
                .update();
    }

    /** All of one organisation, in the order in which they were kept. */
    List<FileRow> files(OrganisationId organisation) {
        return jdbc.sql("""
                        select id, record_id, name, content, size, sha256 from vetting_file
                         where organisation_id = :organisation order by id
                        """)
                .param("organisation", organisation.value())
                .query((row, _) -> new FileRow(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        new SealedId(row.getObject(3, UUID.class)),
                        new SealedId(row.getObject(4, UUID.class)),
                        row.getLong(5),
                        row.getString(6)))
                .list();
    }

    /** The telephone and fax numbers that the organisation gave itself: in its form, and since. */
    List<String> ownNumbers(OrganisationId organisation) {
        return jdbc.sql("""
                        select n from contact_point c cross join unnest(array[c.phone, c.fax]) as n
                         where c.organisation_id = :organisation
                        union
                        select n from contact_change c
                          cross join unnest(array[c.was ->> 'phone', c.was ->> 'fax', c.will ->> 'phone', c.will ->> 'fax']) as n
                         where c.organisation_id = :organisation
                        union
                        select n from registration_state s join registration r on r.id = s.registration_id
                          cross join unnest(array[r.fields ->> 'team.phone', r.fields ->> 'primaryContact.phone']) as n
                         where s.organisation_id = :organisation
                        """)
                .param("organisation", organisation.value())
                .query((row, _) -> row.getString(1) == null ? "" : row.getString(1))
                .list();
    }

    /** What a person confirmed, or said of a vetting elsewhere; the words are still sealed. */
    record Said(String by, Instant at, @Nullable SealedId words, boolean elsewhere) {}

    /** Oldest first. */
    List<Said> said(OrganisationId organisation) {
        return jdbc.sql("""
                        select signed_by, signed_at, remark, false from vetting_sign_off where organisation_id = :organisation
                        union all
                        select recorded_by, recorded_at, reason, true from vetting_elsewhere
                         where organisation_id = :organisation order by 2
                        """)
                .param("organisation", organisation.value())
                .query((row, _) -> {
                    UUID words = row.getObject(3, UUID.class);
                    return new Said(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            words == null ? null : new SealedId(words),
                            row.getBoolean(4));
                })
                .list();
    }

    void signOff(OrganisationId organisation, UUID callBack, boolean withMeeting, @Nullable SealedId remark) {
        jdbc.sql("""
                        insert into vetting_sign_off (organisation_id, call_back_id, with_meeting, remark)
                        values (:organisation, :callBack, :meeting, :remark)
                        """)
                .param("organisation", organisation.value())
                .param("callBack", callBack)
                .param("meeting", withMeeting)
                .param("remark", remark == null ? null : remark.value(), Types.OTHER)
                .update();
    }

    void addElsewhere(OrganisationId organisation, SealedId reason) {
        jdbc.sql("insert into vetting_elsewhere (organisation_id, reason) values (:organisation, :reason)")
                .param("organisation", organisation.value())
                .param("reason", reason.value())
                .update();
    }
}
