package org.chosei.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Recoveries of accounts as staff start and decide them. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RecoveryStore {
    static final Duration VALID = Duration.ofHours(24);
    /** More that wait at a time would be an attack, not a day's work. */
    private static final int SHOWN = 200;

    private static final String SELECT = """
            select r.id, r.person_id, p.name, p.email, r.organisation_id, r.reason, r.recognised, r.started_at, r.started_by,
                   d.confirmed, d.decided_at, d.decided_by, d.expires_at, d.used_at
              from account_recovery r join person p on p.id = r.person_id
              left join account_recovery_decision d on d.recovery_id = r.id
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    RecoveryStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whose account it is. */
    record Account(String name, String email, String locale, boolean disabled, List<OrganisationId> organisations) {}

    /** The account and the organisations that the person is a member of now, the one joined first first. */
    Optional<Account> account(PersonId person) {
        return jdbc.sql("""
                        select p.name, p.email, p.locale, p.disabled_at is not null,
                               array(select m.organisation_id from membership m
                                      where m.person_id = p.id and m.ended_at is null
                                      group by m.organisation_id order by min(m.since), m.organisation_id)
                          from person p where p.id = :id
                        """)
                .param("id", person.value())
                .query((row, _) -> new Account(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        List.of((UUID[]) row.getArray(5).getArray()).stream()
                                .map(OrganisationId::new)
                                .toList()))
                .optional();
    }

    /** Lets only one transaction at a time work on this person's recovery. */
    void lock(PersonId person) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "recovery:" + person)
                .query((_, _) -> true)
                .single();
    }

    /** Whether one waits for its second person. */
    boolean waits(PersonId person) {
        return jdbc.sql("""
                        select exists (select from account_recovery r where r.person_id = :person and not exists
                               (select from account_recovery_decision d where d.recovery_id = r.id))
                        """)
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    UUID add(PersonId person, OrganisationId organisation, SealedId reason, SealedId recognised) {
        UUID id = Uuid7.at(clock.instant());
        jdbc.sql("""
                        insert into account_recovery (id, person_id, organisation_id, reason, recognised, started_at)
                        values (:id, :person, :organisation, :reason, :recognised, :now)
                        """)
                .param("id", id)
                .param("person", person.value())
                .param("organisation", organisation.value())
                .param("reason", reason.value())
                .param("recognised", recognised.value())
                .param("now", time(clock.instant()))
                .update();
        return id;
    }

    /** Confirms it; the instant until which the link works. */
    Instant confirm(UUID id, Token token, SealedId secret) {
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into account_recovery_decision
                            (recovery_id, confirmed, decided_at, token_hash, totp_secret, expires_at)
                        values (:id, true, :now, :hash, :secret, :expires)
                        """)
                .param("id", id)
                .param("now", time(now))
                .param("hash", token.hash())
                .param("secret", secret.value())
                .param("expires", time(now.plus(VALID)))
                .update();
        return now.plus(VALID);
    }

    void callOff(UUID id) {
        jdbc.sql("insert into account_recovery_decision (recovery_id, confirmed, decided_at) values (:id, false, :now)")
                .param("id", id)
                .param("now", time(clock.instant()))
                .update();
    }

    Optional<Recovery> find(UUID id) {
        return jdbc.sql(SELECT + " where r.id = :id")
                .param("id", id)
                .query(RecoveryStore::read)
                .optional();
    }

    /** Those that wait for somebody: for the second person, or for whoever got the link. */
    List<Recovery> open() {
        return jdbc.sql(SELECT + """
                         where d.recovery_id is null or (d.confirmed and d.used_at is null and d.expires_at > :now)
                         order by r.id desc limit :limit
                        """)
                .param("now", time(clock.instant()))
                .param("limit", SHOWN)
                .query(RecoveryStore::read)
                .list();
    }

    private static Recovery read(ResultSet row, int number) throws SQLException {
        return new Recovery(
                row.getObject(1, UUID.class),
                new PersonId(row.getObject(2, UUID.class)),
                row.getString(3),
                row.getString(4),
                new OrganisationId(row.getObject(5, UUID.class)),
                new SealedId(row.getObject(6, UUID.class)),
                new SealedId(row.getObject(7, UUID.class)),
                row.getObject(8, OffsetDateTime.class).toInstant(),
                row.getString(9),
                row.getObject(10, Boolean.class),
                instant(row, 11),
                row.getString(12),
                instant(row, 13),
                instant(row, 14));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
