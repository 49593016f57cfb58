package org.chosei.identity.drafts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of drafts; row-level security shows a person its own. */
@Repository
class DraftStore {
    private static final String SELECT = "select id, form, revision, words, action, saved_at from draft";

    private final JdbcClient jdbc;

    DraftStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            UUID id,
            String form,
            int revision,
            byte[] words,
            @Nullable String action,
            Instant savedAt) {}

    void add(
            UUID id, PersonId person, OrganisationId organisation, String form, byte[] words, @Nullable String action) {
        jdbc.sql("""
                        insert into draft (id, person_id, organisation_id, form, words, action)
                        values (:id, :person, :organisation, :form, :words, :action)
                        """)
                .param("id", id)
                .param("person", person.value())
                .param("organisation", organisation.value())
                .param("form", form)
                .param("words", words)
                .param("action", action)
                .update();
    }

    /** False when the row is not at this revision any more, or not there. */
    boolean saveOver(UUID id, String form, int revision, byte[] words) {
        return jdbc.sql("""
                        update draft set words = :words, revision = revision + 1, saved_at = chosei_now()
                         where id = :id and form = :form and revision = :revision
                        """)
                        .param("id", id)
                        .param("form", form)
                        .param("revision", revision)
                        .param("words", words)
                        .update()
                > 0;
    }

    List<Row> all() {
        return jdbc.sql(SELECT + " order by saved_at desc, id desc")
                .query(DraftStore::read)
                .list();
    }

    List<Row> of(String form) {
        return jdbc.sql(SELECT + " where form = :form order by saved_at desc, id desc")
                .param("form", form)
                .query(DraftStore::read)
                .list();
    }

    Optional<Row> get(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(DraftStore::read)
                .optional();
    }

    /** How many there are of this form, and of all. */
    record Count(long ofForm, long all) {}

    Count count(String form) {
        return jdbc.sql("select count(*) filter (where form = :form), count(*) from draft")
                .param("form", form)
                .query((row, _) -> new Count(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** How many forms were kept for a person who was not signed in. */
    long kept(PersonId person) {
        return jdbc.sql("select drafts_kept(:person)")
                .param("person", person.value())
                .query(Long.class)
                .single();
    }

    boolean remove(UUID id) {
        return jdbc.sql("select draft_remove(:id)")
                        .param("id", id)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void tidy(Instant before) {
        jdbc.sql("select drafts_tidy(:before)")
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("form"),
                row.getInt("revision"),
                row.getBytes("words"),
                row.getString("action"),
                row.getObject("saved_at", OffsetDateTime.class).toInstant());
    }
}
