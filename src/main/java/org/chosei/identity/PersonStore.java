package org.chosei.identity;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Role;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Uuid7;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** People and what they are in which organisation. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PersonStore {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    PersonStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select 1 from person)")
                .query(Boolean.class)
                .single();
    }

    Optional<PersonId> withEmail(String email) {
        return jdbc.sql("select id from person where lower(email) = lower(:email)")
                .param("email", email)
                .query((row, _) -> new PersonId(row.getObject(1, UUID.class)))
                .optional();
    }

    PersonId add(String name, String email, Locale locale) {
        UUID id = Uuid7.at(clock.instant());
        jdbc.sql("""
                        insert into person (id, name, email, locale, created_at)
                        values (:id, :name, :email, :locale, :now)
                        """)
                .param("id", id)
                .param("name", name)
                .param("email", email)
                .param("locale", locale.getLanguage())
                .param("now", now())
                .update();
        return new PersonId(id);
    }

    void join(PersonId person, OrganisationId organisation, Set<Role> roles) {
        jdbc.sql("""
                        insert into membership (person_id, organisation_id, role, since)
                        select :person, :organisation, role, :now from unnest(:roles::text[]) as role
                        on conflict (person_id, organisation_id, role) do update
                           set since = excluded.since, ended_at = null, ended_by = null
                         where membership.ended_at is not null
                        """)
                .param("person", person.value())
                .param("organisation", organisation.value())
                .param("roles", labels(roles))
                .param("now", now())
                .update();
    }

    /** False when the person is no member. */
    boolean leave(PersonId person, OrganisationId organisation) {
        return jdbc.sql("""
                        update membership set ended_at = :now, ended_by = scope_actor()
                         where person_id = :person and organisation_id = :organisation and ended_at is null
                        """)
                        .param("now", now())
                        .param("person", person.value())
                        .param("organisation", organisation.value())
                        .update()
                > 0;
    }

    Map<PersonId, String> names(Collection<PersonId> people) {
        return jdbc
                .sql("select id, name from person_names(:ids::uuid[])")
                .param("ids", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .query((row, _) -> Map.entry(new PersonId(row.getObject(1, UUID.class)), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<Member> members(OrganisationId organisation) {
        return jdbc.sql("""
                        select p.id, p.name, p.email,
                               coalesce(array_agg(m.role order by m.role) filter (where m.ended_at is null),
                                        array_agg(m.role order by m.role)),
                               min(m.since), p.disabled_at is not null or bool_and(m.ended_at is not null),
                               p.disabled_at is not null
                          from membership m join person p on p.id = m.person_id
                         where m.organisation_id = :organisation
                         group by p.id order by p.name, p.id
                        """)
                .param("organisation", organisation.value())
                .query((row, _) -> new Member(
                        new PersonId(row.getObject(1, UUID.class)),
                        row.getString(2),
                        row.getString(3),
                        SessionStore.roles((String[]) row.getArray(4).getArray()),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getBoolean(6),
                        row.getBoolean(7)))
                .list();
    }

    int active(Collection<OrganisationId> organisations) {
        return jdbc.sql("""
                        select count(distinct m.person_id) from membership m join person p on p.id = m.person_id
                         where m.organisation_id = any(:organisations::uuid[]) and m.ended_at is null
                           and p.disabled_at is null
                        """)
                .param(
                        "organisations",
                        organisations.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query(Integer.class)
                .single();
    }

    Optional<AccountSettings> settings(PersonId person) {
        return jdbc.sql("select name, email, locale, zone from person where id = :id")
                .param("id", person.value())
                .query((row, _) -> new AccountSettings(
                        row.getString(1), row.getString(2), Locale.of(row.getString(3)), row.getString(4)))
                .optional();
    }

    void change(PersonId person, String name, Locale locale, @Nullable String zone) {
        jdbc.sql("update person set name = :name, locale = :locale, zone = :zone where id = :id")
                .param("name", name)
                .param("locale", locale.getLanguage())
                .param("zone", zone)
                .param("id", person.value())
                .update();
    }

    void useSingleKeys(PersonId person, boolean on) {
        jdbc.sql("update person set single_keys = :on where id = :id")
                .param("on", on)
                .param("id", person.value())
                .update();
    }

    /** True when this changed something. */
    boolean disable(PersonId person) {
        return jdbc.sql("update person set disabled_at = :now where id = :id and disabled_at is null")
                        .param("now", now())
                        .param("id", person.value())
                        .update()
                == 1;
    }

    /** True when this changed something. */
    boolean enable(PersonId person) {
        return jdbc.sql("update person set disabled_at = null where id = :id and disabled_at is not null")
                        .param("id", person.value())
                        .update()
                == 1;
    }

    /** Whether the account was shut out; false as well for a person who is not visible. */
    boolean isDisabled(PersonId person) {
        return jdbc.sql("select exists (select from person where id = :id and disabled_at is not null)")
                .param("id", person.value())
                .query(Boolean.class)
                .single();
    }

    static String[] labels(Set<Role> roles) {
        return roles.stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toArray(String[]::new);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
