package org.chosei.registry.contact;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.contact.ContactChange.Decision;
import org.chosei.registry.contact.ContactChange.Outcome;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
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
                   decision, d.at, decided_by, reason, note
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
            @Nullable ContactEntry will,
            @Nullable SealedId note) {
        return jdbc.sql("""
                        insert into contact_change (id, organisation_id, role, based_on, was, will, note)
                        values (:id, :organisation, :role, :basedOn, cast(:was as jsonb), cast(:will as jsonb), :note)
                        on conflict (id) do nothing
                        """)
                        .param("id", id)
                        .param("organisation", organisation.value())
                        .param("role", role.name())
                        .param("basedOn", basedOn, Types.OTHER)
                        .param("was", was == null ? null : JSON.writeValueAsString(was), Types.VARCHAR)
                        .param("will", will == null ? null : JSON.writeValueAsString(will), Types.VARCHAR)
                        .param("note", note == null ? null : note.value(), Types.OTHER)
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
        return opened(jdbc.sql(SELECT + " where id = :id").param("id", id)).stream()
                .findFirst();
    }

    /** Those of one organisation, newest first. */
    List<ContactChange> of(OrganisationId organisation) {
        return opened(jdbc.sql(SELECT + " where c.organisation_id = :id order by id desc")
                .param("id", organisation.value()));
    }

    /** Those that wait, of all organisations, oldest first. */
    List<ContactChange> open() {
        return opened(jdbc.sql(SELECT + " where d.change_id is null order by id"));
    }

    /** A row whose words are still sealed. */
    private record Row(
            ContactChange change,
            @Nullable SealedId note,
            @Nullable SealedId reason) {}

    private List<ContactChange> opened(JdbcClient.StatementSpec query) {
        List<Row> rows = query.query((row, _) -> read(row)).list();
        List<SealedId> sealed = rows.stream()
                .flatMap(row -> Stream.concat(Stream.ofNullable(row.note()), Stream.ofNullable(row.reason())))
                .toList();
        Map<SealedId, Opened> words = sealed.isEmpty() ? Map.of() : vault.open(OpenPurpose.READ, sealed);
        return rows.stream()
                .map(row -> row.change().told(text(words, row.note()), text(words, row.reason())))
                .toList();
    }

    private static String text(Map<SealedId, Opened> words, @Nullable SealedId id) {
        Opened opened = id == null ? null : words.get(id);
        return opened == null ? "" : new String(opened.bytes(), StandardCharsets.UTF_8);
    }

    private static Row read(ResultSet row) throws SQLException {
        String outcome = row.getString(9);
        ContactChange change = new ContactChange(
                row.getObject(1, UUID.class),
                new OrganisationId(row.getObject(2, UUID.class)),
                Role.valueOf(row.getString(3)),
                row.getObject(4, UUID.class),
                entry(row.getString(5)),
                entry(row.getString(6)),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                row.getString(8),
                "",
                outcome == null
                        ? null
                        : new Decision(
                                Outcome.valueOf(outcome),
                                row.getObject(10, OffsetDateTime.class).toInstant(),
                                row.getString(11),
                                ""));
        return new Row(change, sealed(row.getObject(13, UUID.class)), sealed(row.getObject(12, UUID.class)));
    }

    private static @Nullable ContactEntry entry(@Nullable String json) {
        return json == null ? null : JSON.readValue(json, ContactEntry.class);
    }

    private static @Nullable SealedId sealed(@Nullable UUID id) {
        return id == null ? null : new SealedId(id);
    }
}
