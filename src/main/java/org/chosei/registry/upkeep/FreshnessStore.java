package org.chosei.registry.upkeep;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.upkeep.ContactUpkeep.LastAsk;
import org.chosei.registry.upkeep.Freshness.Bouncing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the rows say about contacts at an instant, past ones included. */
@Repository
class FreshnessStore {
    /** Organisations that are asked: all but the coordinating CSIRT and those that may see nothing. */
    static final String ASKED = """
            select o.id, (select max(c.at) from contact_confirmed c where c.organisation_id = o.id) as confirmed
              from organisation o
              join lateral (select state from organisation_state s where s.organisation_id = o.id
                             order by s.id desc limit 1) s on s.state not in ('SUSPENDED', 'WITHDRAWN')
             where o.kind <> 'COORDINATOR'
            """;

    private final JdbcClient jdbc;

    FreshnessStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** When each was last confirmed by then; absent when it never was. */
    Map<OrganisationId, Instant> confirmed(Collection<OrganisationId> ids, Instant at) {
        Map<OrganisationId, Instant> confirmed = new LinkedHashMap<>();
        jdbc.sql("""
                        select organisation_id, max(at) from contact_confirmed
                         where organisation_id = any(:ids::uuid[]) and at <= :at group by organisation_id
                        """)
                .param("ids", values(ids))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> confirmed.put(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
        return confirmed;
    }

    /** The contacts that bounced by then and had not ended doing so. */
    Map<OrganisationId, List<Bouncing>> bouncing(Collection<OrganisationId> ids, Instant at) {
        Map<OrganisationId, List<Bouncing>> bouncing = new LinkedHashMap<>();
        jdbc.sql("""
                        select organisation_id, role, since, reply from bouncing_contacts(:at)
                         where organisation_id = any(:ids::uuid[])
                         order by organisation_id, array_position(array['TEAM', 'PRIMARY', 'DEPUTY'], role) nulls last
                        """)
                .param("ids", values(ids))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> Map.entry(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        new Bouncing(
                                Role.valueOf(row.getString(2)),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                row.getString(4))))
                .list()
                .forEach(each -> bouncing.computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                        .add(each.getValue()));
        return bouncing;
    }

    /** The newest question about staleness that each was asked since it was confirmed. */
    Map<OrganisationId, LastAsk> asked(Collection<OrganisationId> ids) {
        Map<OrganisationId, LastAsk> asked = new LinkedHashMap<>();
        jdbc.sql("""
                        select distinct on (a.organisation_id) a.organisation_id, a.asked_at,
                               (select count(*) from contact_link l where l.ask_id = a.id)
                          from contact_ask a
                         where a.organisation_id = any(:ids::uuid[]) and a.drill_id is null
                           and a.asked_at >= (select max(c.at) from contact_confirmed c
                                               where c.organisation_id = a.organisation_id)
                         order by a.organisation_id, a.asked_at desc
                        """)
                .param("ids", values(ids))
                .query((row, _) -> asked.put(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        new LastAsk(row.getObject(2, OffsetDateTime.class).toInstant(), row.getInt(3))))
                .list();
        return asked;
    }

    /** Those confirmed no later than {@code before}, in the order of their ids. */
    List<OrganisationId> stale(Instant before, @Nullable OrganisationId after, int size) {
        return page(
                "select id from (" + ASKED + ") a where confirmed <= :before",
                before.atOffset(ZoneOffset.UTC),
                after,
                size);
    }

    /** Those of them that left two mails unanswered. */
    List<OrganisationId> unanswered(Instant before, @Nullable OrganisationId after, int size) {
        return page("select id from (" + ASKED + """
                        ) a where confirmed <= :before
                           and exists (select from contact_ask k join contact_link l on l.ask_id = k.id
                                        where k.organisation_id = a.id and k.drill_id is null and k.asked_at >= a.confirmed
                                        group by k.id having count(*) > 1)
                        """, before.atOffset(ZoneOffset.UTC), after, size);
    }

    /** Those with a contact that bounces at {@code now}. */
    List<OrganisationId> bouncing(Instant now, @Nullable OrganisationId after, int size) {
        return page(
                "select distinct organisation_id as id from bouncing_contacts(:before)",
                now.atOffset(ZoneOffset.UTC),
                after,
                size);
    }

    private List<OrganisationId> page(String all, OffsetDateTime before, @Nullable OrganisationId after, int size) {
        return jdbc.sql("select id from (" + all + """
                        ) p where (:after::uuid is null or id > :after::uuid) order by id limit :size
                        """)
                .param("before", before)
                .param("after", after == null ? null : after.value(), java.sql.Types.OTHER)
                .param("size", size)
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .list();
    }

    static UUID[] values(Collection<OrganisationId> ids) {
        return ids.stream().map(OrganisationId::value).toArray(UUID[]::new);
    }
}
