package org.chosei.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation.Kind;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.Organisations.Registered;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Organisations and their states. */
@Repository
class OrganisationStore {
    private static final String COLUMNS = "select id, kind, name_ja, name_en, registration_class from organisation ";

    private final JdbcClient jdbc;

    OrganisationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Organisation organisation) {
        RegistrationClass limit = organisation.registrationClass();
        jdbc.sql("""
                        insert into organisation (id, kind, name_ja, name_en, registration_class)
                        values (:id, :kind, :ja, :en, :class)
                        """)
                .param("id", organisation.id().value())
                .param("kind", organisation.kind().name())
                .param("ja", organisation.nameJa())
                .param("en", organisation.nameEn())
                .param("class", limit == null ? null : limit.name())
                .update();
    }

    /** The coordinating CSIRT's row, made or renamed; of several nodes that start at once all get the same. */
    OrganisationId coordinator(UUID idWhenNew, String nameJa, String nameEn) {
        return jdbc.sql("""
                        insert into organisation (id, kind, name_ja, name_en) values (:id, 'COORDINATOR', :ja, :en)
                        on conflict (kind) where kind = 'COORDINATOR'
                        do update set name_ja = excluded.name_ja, name_en = excluded.name_en returning id
                        """)
                .param("id", idWhenNew)
                .param("ja", nameJa)
                .param("en", nameEn)
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .single();
    }

    List<Organisation> byId(Collection<OrganisationId> ids) {
        return jdbc.sql(COLUMNS + "where id = any(:ids::uuid[])")
                .param("ids", values(ids))
                .query(OrganisationStore::read)
                .list();
    }

    List<Organisation> vendors() {
        return jdbc.sql(COLUMNS + "where kind = 'VENDOR' order by coalesce(nullif(name_ja, ''), name_en), id")
                .query(OrganisationStore::read)
                .list();
    }

    List<OrganisationId> vendorIds() {
        return jdbc.sql("select id from organisation where kind = 'VENDOR' order by id")
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .list();
    }

    List<Organisation> partners() {
        return jdbc.sql(COLUMNS + "where kind = 'PARTNER_CSIRT' order by coalesce(nullif(name_ja, ''), name_en), id")
                .query(OrganisationStore::read)
                .list();
    }

    void addState(OrganisationId organisation, OrganisationState state, @Nullable SealedId reason) {
        jdbc.sql("""
                        insert into organisation_state (organisation_id, state, reason)
                        values (:organisation, :state, :reason)
                        """)
                .param("organisation", organisation.value())
                .param("state", state.name())
                .param("reason", reason == null ? null : reason.value(), Types.OTHER)
                .update();
    }

    /** Makes those who move one organisation wait for each other until the end of the transaction. */
    void lock(OrganisationId organisation) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "organisation:" + organisation)
                .query((_, _) -> true)
                .single();
    }

    /** A state and what made it. */
    record StateRow(
            UUID id,
            OrganisationState state,
            Instant since,
            String by,
            @Nullable SealedId reason) {}

    /** Oldest first. */
    List<StateRow> history(OrganisationId organisation) {
        return jdbc.sql("""
                        select id, state, since, set_by, reason from organisation_state
                         where organisation_id = :organisation order by id
                        """)
                .param("organisation", organisation.value())
                .query((row, _) -> {
                    UUID reason = row.getObject(5, UUID.class);
                    return new StateRow(
                            row.getObject(1, UUID.class),
                            OrganisationState.valueOf(row.getString(2)),
                            row.getObject(3, OffsetDateTime.class).toInstant(),
                            row.getString(4),
                            reason == null ? null : new SealedId(reason));
                })
                .list();
    }

    Map<OrganisationId, OrganisationState> states(Collection<OrganisationId> ids) {
        Map<OrganisationId, OrganisationState> states = new LinkedHashMap<>();
        jdbc.sql("""
                        select distinct on (organisation_id) organisation_id, state from organisation_state
                         where organisation_id = any(:ids::uuid[]) order by organisation_id, id desc
                        """)
                .param("ids", values(ids))
                .query((row, _) -> Map.entry(
                        new OrganisationId(row.getObject(1, UUID.class)), OrganisationState.valueOf(row.getString(2))))
                .list()
                .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
        return states;
    }

    /** The newest state of each is looked for by itself: two lists joined here would be taken for short ones. */
    Map<OrganisationId, Registered> registered(Collection<OrganisationId> ids) {
        Map<OrganisationId, Registered> registered = new LinkedHashMap<>();
        jdbc.sql("""
                        select o.id, o.registration_class, coalesce(s.state = 'ACTIVE', false)
                          from organisation o
                          left join lateral (select state from organisation_state
                                              where organisation_id = o.id order by id desc limit 1) s on true
                         where o.id = any(:ids::uuid[])
                        """)
                .param("ids", values(ids))
                .query((row, _) -> registered.put(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        new Registered(limit(row.getString(2)), row.getBoolean(3))))
                .list();
        return registered;
    }

    Optional<OrganisationState> stateAt(OrganisationId organisation, Instant at) {
        return jdbc.sql("""
                        select state from organisation_state where organisation_id = :organisation and since <= :at
                         order by id desc limit 1
                        """)
                .param("organisation", organisation.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> OrganisationState.valueOf(row.getString(1)))
                .optional();
    }

    static UUID[] values(Collection<OrganisationId> ids) {
        return ids.stream().map(OrganisationId::value).toArray(UUID[]::new);
    }

    private static Organisation read(ResultSet row, int number) throws SQLException {
        return new Organisation(
                new OrganisationId(row.getObject("id", UUID.class)),
                Kind.valueOf(row.getString("kind")),
                row.getString("name_ja"),
                row.getString("name_en"),
                limit(row.getString("registration_class")));
    }

    private static @Nullable RegistrationClass limit(@Nullable String name) {
        return name == null ? null : RegistrationClass.valueOf(name);
    }
}
