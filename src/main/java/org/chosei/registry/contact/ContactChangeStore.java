package org.chosei.registry.contact;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.contact.ContactChange.Decision;
import org.chosei.registry.contact.ContactChange.Outcome;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Requests for change, what became of them, and the contacts that they change. */
@Repository
class ContactChangeStore {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SELECT = """
            select id, c.organisation_id, role, based_on, was::text, will::text, proposed_at, proposed_by,
                   decision, d.at, decided_by, reason
              from contact_change c left join contact_change_decision d on d.change_id = c.id
            """;

    private final JdbcClient jdbc;
    private final Vault vault;

    ContactChangeStore(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Makes those who propose or decide for one organisation wait for each other until the end of the transaction. */
    void lock(OrganisationId organisation) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "contacts:" + organisation)
                .query((_, _) -> true)
                .single();
    }

    /** False when there is such a request already. */
    boolean add(
            UUID id,
            OrganisationId organisation,
            Role role,
            @Nullable UUID basedOn,
            @Nullable ContactEntry was,
            ContactEntry will) {
        return jdbc.sql("""
                        insert into contact_change (id, organisation_id, role, based_on, was, will)
                        values (:id, :organisation, :role, :basedOn, cast(:was as jsonb), cast(:will as jsonb))
                        on conflict (id) do nothing
                        """)
                        .param("id", id)
                        .param("organisation", organisation.value())
                        .param("role", role.name())
                        .param("basedOn", basedOn, Types.OTHER)
                        .param("was", was == null ? null : JSON.writeValueAsString(was), Types.VARCHAR)
                        .param("will", JSON.writeValueAsString(will))
                        .update()
                == 1;
    }

    void decide(ContactChange change, Outcome outcome, @Nullable SealedId reason) {
        jdbc.sql("""
                        insert into contact_change_decision (change_id, organisation_id, decision, reason)
                        values (:change, :organisation, :outcome, :reason)
                        """)
                .param("change", change.id())
                .param("organisation", change.organisation().value())
                .param("outcome", outcome.name())
                .param("reason", reason == null ? null : reason.value(), Types.OTHER)
                .update();
    }

    Optional<ContactChange> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(this::read)
                .optional();
    }

    /** Those of one organisation, newest first. */
    List<ContactChange> of(OrganisationId organisation) {
        return jdbc.sql(SELECT + " where c.organisation_id = :id order by id desc")
                .param("id", organisation.value())
                .query(this::read)
                .list();
    }

    /** Those that wait, of all organisations, oldest first. */
    List<ContactChange> open() {
        return jdbc.sql(SELECT + " where d.change_id is null order by id")
                .query(this::read)
                .list();
    }

    private ContactChange read(ResultSet row, int number) throws SQLException {
        String was = row.getString(5);
        return new ContactChange(
                row.getObject(1, UUID.class),
                new OrganisationId(row.getObject(2, UUID.class)),
                Role.valueOf(row.getString(3)),
                row.getObject(4, UUID.class),
                was == null ? null : JSON.readValue(was, ContactEntry.class),
                JSON.readValue(row.getString(6), ContactEntry.class),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                row.getString(8),
                decision(row));
    }

    private @Nullable Decision decision(ResultSet row) throws SQLException {
        String outcome = row.getString(9);
        UUID reason = row.getObject(12, UUID.class);
        return outcome == null
                ? null
                : new Decision(
                        Outcome.valueOf(outcome),
                        row.getObject(10, OffsetDateTime.class).toInstant(),
                        row.getString(11),
                        reason == null
                                ? ""
                                : new String(
                                        vault.open(OpenPurpose.READ, new SealedId(reason))
                                                .bytes(),
                                        StandardCharsets.UTF_8));
    }

    /** From now on the contact is what was proposed, and not verified. */
    void apply(ContactChange change) {
        ContactEntry will = change.will();
        jdbc.sql("""
                        insert into contact_point (id, organisation_id, role, name, affiliation, title, email, phone, fax,
                                                   postal_address, language, honorific, office_hours, version)
                        values (:id, :organisation, :role, :name, :affiliation, :title, :email, :phone, :fax,
                                :postal, :language, :honorific, :hours, :id)
                        on conflict (organisation_id, role) do update
                           set name = excluded.name, affiliation = excluded.affiliation, title = excluded.title,
                               email = excluded.email, phone = excluded.phone, fax = excluded.fax,
                               postal_address = excluded.postal_address, language = excluded.language,
                               honorific = excluded.honorific, office_hours = excluded.office_hours,
                               since = chosei_now(), version = excluded.version, verified_at = null, verified_by = null
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
                .param("honorific", will.honorific())
                .param("hours", will.hours())
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
