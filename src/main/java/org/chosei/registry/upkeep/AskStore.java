package org.chosei.registry.upkeep;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who was asked, and the links that were mailed. */
@Repository
class AskStore {
    private final JdbcClient jdbc;

    AskStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A contact that is asked. */
    record Ask(UUID id, OrganisationId organisation, Role role, String email) {}

    /** A link as it is kept; {@code id} is its letter's too. */
    record NewLink(UUID id, Ask ask, byte[] hash) {}

    /** One statement, whatever their number. */
    void add(@Nullable UUID drill, List<Ask> asks) {
        jdbc.sql("""
                        insert into contact_ask (id, organisation_id, role, drill_id, email)
                        select id, organisation, role, :drill::uuid, email
                          from unnest(:ids::uuid[], :organisations::uuid[], :roles::text[], :emails::text[])
                            as t (id, organisation, role, email)
                        """)
                .param("drill", drill, Types.OTHER)
                .param("ids", asks.stream().map(Ask::id).toArray(UUID[]::new))
                .param(
                        "organisations",
                        asks.stream().map(each -> each.organisation().value()).toArray(UUID[]::new))
                .param("roles", asks.stream().map(each -> each.role().name()).toArray(String[]::new))
                .param("emails", asks.stream().map(Ask::email).toArray(String[]::new))
                .update();
    }

    /** One statement, whatever their number. */
    void addLinks(List<NewLink> links, Instant expires) {
        jdbc.sql("""
                        insert into contact_link (id, ask_id, organisation_id, token_hash, expires_at)
                        select id, ask, organisation, hash, :expires
                          from unnest(:ids::uuid[], :asks::uuid[], :organisations::uuid[], :hashes::bytea[])
                            as t (id, ask, organisation, hash)
                        """)
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .param("ids", links.stream().map(NewLink::id).toArray(UUID[]::new))
                .param("asks", links.stream().map(each -> each.ask().id()).toArray(UUID[]::new))
                .param(
                        "organisations",
                        links.stream()
                                .map(each -> each.ask().organisation().value())
                                .toArray(UUID[]::new))
                .param("hashes", links.stream().map(NewLink::hash).toArray(byte[][]::new))
                .update();
    }

    /** What a link asks, and whether that was answered. */
    record Link(Ask ask, boolean drill, Instant expires, boolean answered) {}

    Optional<Link> link(byte[] hash) {
        return jdbc.sql("""
                        select a.id, a.organisation_id, a.role, a.email, a.drill_id is not null, l.expires_at,
                               exists (select from contact_confirmation c where c.ask_id = a.id)
                          from contact_link l join contact_ask a on a.id = l.ask_id where l.token_hash = :hash
                        """)
                .param("hash", hash)
                .query((row, _) -> new Link(
                        new Ask(
                                row.getObject(1, UUID.class),
                                new OrganisationId(row.getObject(2, UUID.class)),
                                Role.valueOf(row.getString(3)),
                                row.getString(4)),
                        row.getBoolean(5),
                        row.getObject(6, OffsetDateTime.class).toInstant(),
                        row.getBoolean(7)))
                .optional();
    }

    /** One batch at a time, should two nodes ever ask at once. */
    void onlyOne() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('stale-contacts', 0))")
                .query((_, _) -> true)
                .single();
    }

    /** Organisations with a team's address, confirmed no later than {@code before} and not asked since. */
    List<OrganisationId> toAsk(Instant before, int limit) {
        return jdbc.sql("select a.id from (" + FreshnessStore.ASKED + """
                        ) a join contact_point p on p.organisation_id = a.id and p.role = 'TEAM' and p.email <> ''
                         where a.confirmed <= :before
                           and not exists (select from contact_ask k where k.organisation_id = a.id and k.drill_id is null
                                              and k.asked_at >= a.confirmed)
                         order by a.id limit :limit
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Questions of staleness that one mail asked by {@code before} and nobody answered in any way. */
    List<Ask> toAskAgain(Instant before, int limit) {
        return jdbc.sql("select k.id, k.organisation_id, k.role, k.email from (" + FreshnessStore.ASKED + """
                        ) a
                          join contact_ask k on k.organisation_id = a.id and k.drill_id is null and k.asked_at >= a.confirmed
                                            and k.asked_at <= :before
                          join contact_point p on p.organisation_id = a.id and p.role = k.role and p.email = k.email
                         where (select count(*) from contact_link l where l.ask_id = k.id) = 1
                         order by a.id limit :limit
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> new Ask(
                        row.getObject(1, UUID.class),
                        new OrganisationId(row.getObject(2, UUID.class)),
                        Role.valueOf(row.getString(3)),
                        row.getString(4)))
                .list();
    }
}
