package org.chosei.registry;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.vault.SealedId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The registration classes of vendors and every change of them. */
@Repository
class ClassStore {
    private final JdbcClient jdbc;

    ClassStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A change whose reason is still sealed. */
    record Row(UUID id, RegistrationClass was, RegistrationClass became, SealedId reason, Instant at, String by) {}

    /** Oldest first. */
    List<Row> history(OrganisationId organisation) {
        return jdbc.sql("""
                        select id, was, became, reason, changed_at, changed_by from registration_class_change
                         where organisation_id = :organisation order by id
                        """)
                .param("organisation", organisation.value())
                .query((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        RegistrationClass.valueOf(row.getString(2)),
                        RegistrationClass.valueOf(row.getString(3)),
                        new SealedId(row.getObject(4, UUID.class)),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getString(6)))
                .list();
    }

    void change(OrganisationId organisation, RegistrationClass was, RegistrationClass became, SealedId reason) {
        jdbc.sql("""
                        insert into registration_class_change (organisation_id, was, became, reason)
                        values (:organisation, :was, :became, :reason)
                        """)
                .param("organisation", organisation.value())
                .param("was", was.name())
                .param("became", became.name())
                .param("reason", reason.value())
                .update();
        jdbc.sql("update organisation set registration_class = :became where id = :organisation")
                .param("became", became.name())
                .param("organisation", organisation.value())
                .update();
    }

    Map<OrganisationId, RegistrationClass> at(Collection<OrganisationId> organisations, Instant at) {
        Map<OrganisationId, RegistrationClass> classes = new LinkedHashMap<>();
        jdbc.sql("""
                        select o.id, coalesce((select c.was from registration_class_change c
                                                where c.organisation_id = o.id and c.changed_at > :at order by c.id limit 1),
                                              o.registration_class)
                          from organisation o
                         where o.id = any(:ids::uuid[]) and o.kind = 'VENDOR' and o.added_at <= :at
                        """)
                .param("ids", OrganisationStore.values(organisations))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> classes.put(
                        new OrganisationId(row.getObject(1, UUID.class)), RegistrationClass.valueOf(row.getString(2))))
                .list();
        return classes;
    }
}
