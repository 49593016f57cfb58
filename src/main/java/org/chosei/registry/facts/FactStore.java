package org.chosei.registry.facts;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.facts.Facts.Seat;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The facts, and every change of them. */
@Repository
class FactStore {
    private final JdbcClient jdbc;

    FactStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One change at a time, of whichever organisation: two at once could close a circle of parents. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('organisation-facts', 0))")
                .query((_, _) -> true)
                .single();
    }

    /** Those of the coordinating CSIRT stand in the settings and not here. */
    Optional<Facts> find(OrganisationId id) {
        return jdbc.sql("""
                        select name_ja, name_en, kana, corporate_number, domains, p.parent_id, seat
                          from organisation o left join organisation_parent p on p.organisation_id = o.id
                         where o.id = :id and kind <> 'COORDINATOR'
                        """)
                .param("id", id.value())
                .query((row, _) -> {
                    String number = row.getString(4);
                    String seat = row.getString(7);
                    return new Facts(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            number == null ? "" : number,
                            List.of((String[]) row.getArray(5).getArray()),
                            organisation(row.getObject(6, UUID.class)),
                            seat == null ? null : Seat.valueOf(seat));
                })
                .optional();
    }

    private static @Nullable OrganisationId organisation(@Nullable UUID id) {
        return id == null ? null : new OrganisationId(id);
    }

    void set(OrganisationId id, Facts facts) {
        Seat seat = facts.seat();
        OrganisationId parent = facts.parent();
        jdbc.sql("""
                        update organisation
                           set name_ja = :ja, name_en = :en, kana = :kana, corporate_number = nullif(:number, ''),
                               domains = :domains::text[], seat = :seat
                         where id = :id
                        """)
                .param("ja", facts.nameJa())
                .param("en", facts.nameEn())
                .param("kana", facts.kana())
                .param("number", facts.corporateNumber())
                .param("domains", facts.domains().toArray(String[]::new))
                .param("seat", seat == null ? null : seat.name(), Types.VARCHAR)
                .param("id", id.value())
                .update();
        jdbc.sql("""
                        insert into organisation_parent (organisation_id, parent_id) values (:id, :parent)
                        on conflict (organisation_id) do update set parent_id = excluded.parent_id
                        """)
                .param("id", id.value())
                .param("parent", parent == null ? null : parent.value(), Types.OTHER)
                .update();
    }

    void addChange(OrganisationId id, Fact fact, String was, String became) {
        jdbc.sql("""
                        insert into organisation_change (organisation_id, fact, was, became)
                        values (:id, :fact, :was, :became)
                        """)
                .param("id", id.value())
                .param("fact", fact.name())
                .param("was", was)
                .param("became", became)
                .update();
    }

    /** Newest first. */
    List<FactChange> changes(OrganisationId id) {
        return jdbc.sql("""
                        select id, fact, was, became, at, changed_by from organisation_change
                         where organisation_id = :id order by id desc
                        """)
                .param("id", id.value())
                .query((row, _) -> new FactChange(
                        row.getObject(1, UUID.class),
                        Fact.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getString(6)))
                .list();
    }

    /** Whom a name or a corporate number means. */
    List<OrganisationId> called(String nameOrNumber) {
        return jdbc.sql("""
                        select id from organisation
                         where kind <> 'COORDINATOR' and :text in (name_ja, name_en, corporate_number) order by id
                        """)
                .param("text", nameOrNumber)
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Whether the one is the other, or its parent, or its parent's parent and so on. */
    boolean isAbove(OrganisationId one, OrganisationId other) {
        return jdbc.sql("""
                        with recursive above (id) as (
                            select :other::uuid
                            union
                            select p.parent_id from organisation_parent p join above a on p.organisation_id = a.id
                             where p.parent_id is not null)
                        select exists (select from above where id = :one)
                        """)
                .param("other", other.value())
                .param("one", one.value())
                .query(Boolean.class)
                .single();
    }
}
