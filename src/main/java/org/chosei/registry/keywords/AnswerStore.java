package org.chosei.registry.keywords;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every answer that was ever given. */
@Repository
class AnswerStore {
    private final JdbcClient jdbc;

    AnswerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A row; its note is still sealed. */
    record Row(
            UUID id,
            String code,
            @Nullable Answer answer,
            @Nullable SealedId note,
            int version,
            Instant at,
            String by) {}

    /** Makes those who answer for one organisation wait for each other until the end of the transaction. */
    void lock(OrganisationId organisation) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "keywords:" + organisation)
                .query((_, _) -> true)
                .single();
    }

    /** The newest to each of these questions, and those with these ids; oldest first. */
    List<Row> of(OrganisationId organisation, Collection<String> codes, Collection<UUID> ids) {
        return jdbc.sql("""
                        select id, code, answer, note, version, at, answered_by from keyword_answer
                         where organisation_id = :organisation and code = any(:codes::text[])
                           and (id = any(:ids::uuid[])
                                or id in (select distinct on (code) id from keyword_answer
                                           where organisation_id = :organisation order by code, id desc))
                         order by id
                        """)
                .param("organisation", organisation.value())
                .param("codes", codes.toArray(String[]::new))
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> {
                    String answer = row.getString(3);
                    UUID note = row.getObject(4, UUID.class);
                    return new Row(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            answer == null ? null : Answer.valueOf(answer),
                            note == null ? null : new SealedId(note),
                            row.getInt(5),
                            row.getObject(6, OffsetDateTime.class).toInstant(),
                            row.getString(7));
                })
                .list();
    }

    /** An answer to be kept. */
    record New(String code, @Nullable Answer answer, boolean noted) {}

    /** All of them at once; {@code note} is the sealed text that holds the notes of those that have one. */
    void add(OrganisationId organisation, int version, List<New> answers, @Nullable SealedId note) {
        jdbc.sql("""
                        insert into keyword_answer (organisation_id, version, code, answer, note)
                        select :organisation, :version, a.code, nullif(a.answer, ''), case when a.noted then :note::uuid end
                          from unnest(:codes::text[], :answers::text[], :noted::boolean[]) as a (code, answer, noted)
                        """)
                .param("organisation", organisation.value())
                .param("version", version)
                .param("note", note == null ? null : note.value(), Types.OTHER)
                .param("codes", answers.stream().map(New::code).toArray(String[]::new))
                .param("answers", answers.stream().map(AnswerStore::written).toArray(String[]::new))
                .param("noted", answers.stream().map(New::noted).toArray(Boolean[]::new))
                .update();
    }

    private static String written(New answer) {
        Answer given = answer.answer();
        return given == null ? "" : given.name();
    }
}
