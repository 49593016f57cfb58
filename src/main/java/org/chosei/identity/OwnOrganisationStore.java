package org.chosei.identity;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Of which organisations a person is a member, and for which one it signs in. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class OwnOrganisationStore {
    private final JdbcClient jdbc;

    OwnOrganisationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the acting person, joined first first; one query, whatever their number. */
    List<OwnOrganisation> of(Scope.Person person) {
        return jdbc.sql("""
                        select id, name_ja, name_en, roles, since, has_left, id = :now, id = (select signs_in_for(:person))
                          from own_organisations() order by since, id
                        """)
                .param("now", person.organisation().value())
                .param("person", person.id().value())
                .query((row, _) -> new OwnOrganisation(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        row.getString(2),
                        row.getString(3),
                        SessionStore.roles((String[]) row.getArray(4).getArray()),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        row.getBoolean(8)))
                .list();
    }

    /** What the person is there now; empty for whoever is no member, or no longer. */
    Set<Role> roles(PersonId person, OrganisationId organisation) {
        return SessionStore.roles(jdbc.sql("""
                        select role from membership
                         where person_id = :person and organisation_id = :organisation and ended_at is null
                        """)
                .param("person", person.value())
                .param("organisation", organisation.value())
                .query(String.class)
                .list()
                .toArray(String[]::new));
    }

    /** Where the person acts after sign-in: chosen last, else joined first; empty when it is a member of nothing. */
    Optional<OrganisationId> atSignIn(PersonId person) {
        return jdbc.sql("select organisation from signs_in_for(:person) as organisation where organisation is not null")
                .param("person", person.value())
                .query(UUID.class)
                .optional()
                .map(OrganisationId::new);
    }

    /** Remembers the choice of the acting person. */
    void choose(PersonId person, OrganisationId organisation) {
        jdbc.sql("update person set acts_for = :organisation where id = :person")
                .param("organisation", organisation.value())
                .param("person", person.value())
                .update();
    }
}
