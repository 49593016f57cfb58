package org.chosei.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Contact points. */
@Repository
class ContactStore {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    ContactStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(Contact contact) {
        jdbc.sql("""
                        insert into contact_point
                               (id, organisation_id, role, name, affiliation, title, email, phone, postal_address, language)
                        values (:id, :organisation, :role, :name, :affiliation, :title, :email, :phone, :postal, :language)
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("organisation", contact.organisation().value())
                .param("role", contact.role().name())
                .param("name", contact.name())
                .param("affiliation", contact.affiliation())
                .param("title", contact.title())
                .param("email", contact.email())
                .param("phone", contact.phone())
                .param("postal", contact.postalAddress())
                .param("language", contact.language().getLanguage())
                .update();
    }

    List<Contact> of(Collection<OrganisationId> organisations) {
        return jdbc.sql("""
                        select organisation_id, role, name, affiliation, title, email, phone, postal_address, language
                          from contact_point where organisation_id = any(:ids::uuid[]) order by organisation_id, role desc
                        """)
                .param("ids", OrganisationStore.values(organisations))
                .query(ContactStore::read)
                .list();
    }

    List<OrganisationId> owners(String email) {
        return jdbc.sql("select distinct organisation_id from contact_point where lower(email) = lower(:email)")
                .param("email", email)
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .list();
    }

    private static Contact read(ResultSet row, int number) throws SQLException {
        return new Contact(
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                Contact.Role.valueOf(row.getString("role")),
                row.getString("name"),
                row.getString("affiliation"),
                row.getString("title"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("postal_address"),
                Locale.of(row.getString("language")));
    }
}
