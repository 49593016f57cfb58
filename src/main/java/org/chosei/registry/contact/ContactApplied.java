package org.chosei.registry.contact;

import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The contacts themselves, as decided requests and staff leave them. */
@Repository
class ContactApplied {
    private final JdbcClient jdbc;

    ContactApplied(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** From now on the contact is what was proposed, and not verified; or it is there no more. */
    void apply(ContactChange change) {
        ContactEntry will = change.will();
        if (will == null) {
            remove(change.organisation(), change.role());
            return;
        }
        jdbc.sql("""
                        insert into contact_point (id, organisation_id, role, name, affiliation, title, email, phone, fax,
                                                   postal_address, language, charset, honorific, office_hours, further,
                                                   only_encrypted, version)
                        values (:id, :organisation, :role, :name, :affiliation, :title, :email, :phone, :fax,
                                :postal, :language, :charset, :honorific, :hours, :further::text[],
                                :encrypted, :id)
                        on conflict (organisation_id, role) do update
                           set name = excluded.name, affiliation = excluded.affiliation, title = excluded.title,
                               email = excluded.email, phone = excluded.phone, fax = excluded.fax,
                               postal_address = excluded.postal_address, language = excluded.language,
                               charset = excluded.charset, honorific = excluded.honorific,
                               office_hours = excluded.office_hours, further = excluded.further,
                               only_encrypted = excluded.only_encrypted, since = chosei_now(), version = excluded.version,
                               verified_at = null, verified_by = null, removed_at = null, removed_by = null
                        """)
                .param("id", change.id())
                .param("organisation", change.organisation().value())
                .param("role", change.role().name())
                .param("name", will.name())
                .param("affiliation", will.affiliation())
                .param("title", will.title())
                .param("email", will.email())
                .param("phone", will.phone())
                .param("fax", will.fax())
                .param("postal", will.postal())
                .param("language", will.language())
                .param("charset", will.charset())
                .param("honorific", will.honorific())
                .param("hours", will.hours())
                .param("further", will.furtherAddresses().toArray(String[]::new))
                .param("encrypted", will.onlyEncrypted())
                .update();
    }

    /** What was known of the contact is emptied: whoever left asked for it. The request keeps what it was. */
    private void remove(OrganisationId organisation, Role role) {
        jdbc.sql("""
                        update contact_point
                           set name = '', affiliation = '', title = '', email = '', phone = '', fax = '',
                               postal_address = '', office_hours = '', verified_at = null, verified_by = null,
                               removed_at = chosei_now(), removed_by = scope_actor()
                         where organisation_id = :organisation and role = :role
                        """)
                .param("organisation", organisation.value())
                .param("role", role.name())
                .update();
    }

    void verify(OrganisationId organisation, Role role) {
        jdbc.sql("""
                        update contact_point set verified_at = chosei_now(), verified_by = scope_actor()
                         where organisation_id = :organisation and role = :role
                        """)
                .param("organisation", organisation.value())
                .param("role", role.name())
                .update();
    }
}
