package org.chosei.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.MailCharset;
import org.chosei.mail.TeamWays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Contact points. */
@Repository
class ContactStore {
    private final JdbcClient jdbc;

    ContactStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Contact contact) {
        jdbc.sql("""
                        insert into contact_point
                               (id, organisation_id, role, name, affiliation, title, email, phone, postal_address, language)
                        values (:id, :organisation, :role, :name, :affiliation, :title, :email, :phone, :postal, :language)
                        """)
                .param("id", contact.version())
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
                        select organisation_id, role, name, affiliation, title, email, phone, fax, postal_address, language,
                               charset, honorific, office_hours, further, only_encrypted, verified_at, coalesce(version, id) as version
                          from contact_point where organisation_id = any(:ids::uuid[]) and removed_at is null
                         order by organisation_id, array_position(array['TEAM', 'PRIMARY', 'DEPUTY'], role) nulls last
                        """)
                .param("ids", OrganisationStore.values(organisations))
                .query(ContactStore::read)
                .list();
    }

    List<OrganisationId> owners(String email) {
        return jdbc.sql("""
                        select organisation_id from contact_point where lower(email) = lower(:email) and removed_at is null
                        union
                        select organisation_id from contact_point
                         where further <> '{}' and removed_at is null
                           and exists (select from unnest(further) as f (address) where lower(f.address) = lower(:email))
                        """)
                .param("email", email)
                .query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .list();
    }

    /** How teams that have wishes want encrypted mail. */
    Map<OrganisationId, TeamWays.Way> ways(Collection<OrganisationId> organisations) {
        Map<OrganisationId, TeamWays.Way> ways = new HashMap<>();
        jdbc.sql("""
                        select organisation_id, further, only_encrypted from contact_point
                         where organisation_id = any(:ids::uuid[]) and role = 'TEAM' and removed_at is null
                           and (further <> '{}' or only_encrypted)
                        """)
                .param("ids", OrganisationStore.values(organisations))
                .query((row, _) -> ways.put(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        new TeamWays.Way(List.of((String[]) row.getArray(2).getArray()), row.getBoolean(3))))
                .list();
        return ways;
    }

    private static Contact read(ResultSet row, int number) throws SQLException {
        Contact.Role role = Contact.Role.valueOf(row.getString("role"));
        String honorific = row.getString("honorific");
        OffsetDateTime verified = row.getObject("verified_at", OffsetDateTime.class);
        return new Contact(
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                role,
                row.getString("name"),
                row.getString("affiliation"),
                row.getString("title"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("fax"),
                row.getString("postal_address"),
                Locale.of(row.getString("language")),
                MailCharset.of(row.getString("charset")),
                honorific == null ? Contact.Honorific.of(role) : Contact.Honorific.valueOf(honorific),
                row.getString("office_hours"),
                List.of((String[]) row.getArray("further").getArray()),
                row.getBoolean("only_encrypted"),
                verified == null ? null : verified.toInstant(),
                row.getObject("version", UUID.class));
    }
}
