package org.chosei.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sessions in the database: found by the hash of their token, ended by a row's change, on every node at once. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class SessionStore {
    static final Duration IDLE = Duration.ofHours(12);
    static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Ledger ledger;

    SessionStore(JdbcClient jdbc, InstantSource clock, Ledger ledger) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ledger = ledger;
    }

    /**
     * A live session: who, in which words and zone, whether the person could act for another organisation too, and whether
     * single keys act.
     */
    record Session(
            Scope.Person scope,
            String name,
            Locale locale,
            @Nullable ZoneId zone,
            boolean several,
            boolean keys) {}

    private record Row(Session session, Instant lastSeen) {}

    /** Always a new token, so that nobody can prepare a session for somebody else (fixation). */
    Token open(PersonId person, OrganisationId organisation) {
        Token token = Token.random();
        Instant now = clock.instant();
        UUID id = Uuid7.at(now);
        jdbc.sql("""
                        insert into session
                            (token_hash, id, person_id, organisation_id, created_at, last_seen_at, expires_at)
                        values (:hash, :id, :person, :organisation, :now, :now, :expires)
                        """)
                .param("hash", token.hash())
                .param("id", id)
                .param("person", person.value())
                .param("organisation", organisation.value())
                .param("now", time(now))
                .param("expires", time(now.plus(LONGEST)))
                .update();
        ledger.append(Entry.ofInstallation("session.opened")
                .about("person", person)
                .about("organisation", organisation)
                .about("session", id));
        return token;
    }

    /** The live session of this token: one query, and at most once a minute a note that it is in use. */
    Optional<Session> find(Token token) {
        Instant now = clock.instant();
        Optional<Row> found = jdbc.sql("""
                        select s.person_id, s.organisation_id, s.last_seen_at, p.name, p.locale, p.zone,
                               array(select m.role from membership m
                                      where m.person_id = s.person_id and m.organisation_id = s.organisation_id
                                        and m.ended_at is null),
                               (select count(distinct m.organisation_id) > 1 from membership m
                                 where m.person_id = s.person_id and m.ended_at is null), p.single_keys
                          from session s join person p on p.id = s.person_id
                         where s.token_hash = :hash and s.ended_at is null and s.expires_at > :now
                           and s.last_seen_at > :idle and p.disabled_at is null
                        """)
                .param("hash", token.hash())
                .param("now", time(now))
                .param("idle", time(now.minus(IDLE)))
                .query((row, _) -> new Row(
                        new Session(
                                new Scope.Person(
                                        new PersonId(row.getObject(1, UUID.class)),
                                        new OrganisationId(row.getObject(2, UUID.class)),
                                        roles((String[]) row.getArray(7).getArray())),
                                row.getString(4),
                                Locale.of(row.getString(5)),
                                row.getString(6) == null ? null : ZoneId.of(row.getString(6)),
                                row.getBoolean(8),
                                row.getBoolean(9)),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .optional()
                .filter(row -> !row.session().scope().roles().isEmpty());
        found.filter(row -> row.lastSeen().isBefore(now.minus(SEEN_EVERY))).ifPresent(_ -> seen(token, now));
        return found.map(Row::session);
    }

    /** Whose session a token once named. */
    record Past(PersonId person, OrganisationId organisation) {}

    /** Whom a session names that ran out and was not ended by anybody, not longer ago than a session can live. */
    Optional<Past> runOut(Token token) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        select s.person_id, s.organisation_id from session s join person p on p.id = s.person_id
                         where s.token_hash = :hash and s.ended_at is null and s.expires_at > :oldest
                           and (s.expires_at <= :now or s.last_seen_at <= :idle) and p.disabled_at is null
                           and exists (select from membership m where m.person_id = s.person_id
                                          and m.organisation_id = s.organisation_id and m.ended_at is null)
                        """)
                .param("hash", token.hash())
                .param("now", time(now))
                .param("oldest", time(now.minus(LONGEST)))
                .param("idle", time(now.minus(IDLE)))
                .query((row, _) -> new Past(
                        new PersonId(row.getObject(1, UUID.class)), new OrganisationId(row.getObject(2, UUID.class))))
                .optional();
    }

    private void seen(Token token, Instant now) {
        jdbc.sql("update session set last_seen_at = :now where token_hash = :hash")
                .param("now", time(now))
                .param("hash", token.hash())
                .update();
    }

    /** Ends one session at once; ending it again does nothing. */
    void end(Token token) {
        jdbc.sql("""
                        update session set ended_at = :now where token_hash = :hash and ended_at is null
                        returning id, person_id
                        """)
                .param("now", time(clock.instant()))
                .param("hash", token.hash())
                .query((row, _) -> Entry.ofInstallation("session.ended")
                        .about("person", row.getObject(2, UUID.class))
                        .about("session", row.getObject(1, UUID.class)))
                .optional()
                .ifPresent(ledger::append);
    }

    /** Ends every session of a person, wherever it is open. */
    void endAll(PersonId person) {
        jdbc.sql("update session set ended_at = :now where person_id = :person and ended_at is null")
                .param("now", time(clock.instant()))
                .param("person", person.value())
                .update();
    }

    /** Signs out everybody who acts for an organisation; also whose sessions the acting member cannot see. */
    long endAll(OrganisationId organisation) {
        return jdbc.sql("select end_sessions_of(:organisation)")
                .param("organisation", organisation.value())
                .query(Long.class)
                .single();
    }

    static Set<Role> roles(String[] labels) {
        return Arrays.stream(labels)
                .map(label -> Role.valueOf(label.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
