package org.chosei.conversation.files;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.chosei.access.Scope;
import org.chosei.kernel.Tlp;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of pending and attached files, without their chunks. */
@Repository
class FileStore {
    private final JdbcClient jdbc;

    FileStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A pending file, complete; everything in bytes is sealed for its person. */
    record Row(UUID id, Tlp tlp, long size, byte[] name, byte[] key, byte[] hash) {}

    void begin(UUID id, Scope.Person person, String place, Tlp tlp, byte[] name, byte[] key) {
        jdbc.sql("""
                        insert into stored_file (id, person_id, organisation_id, place, tlp, name, file_key)
                        values (:id, :person, :organisation, :place, :tlp, :name, :key)
                        """)
                .param("id", id)
                .param("person", person.id().value())
                .param("organisation", person.organisation().value())
                .param("place", place)
                .param("tlp", tlp.name())
                .param("name", name)
                .param("key", key)
                .update();
    }

    void complete(UUID id, long size, byte[] hash) {
        jdbc.sql("""
                        update stored_file set size = :size, hash = :hash, completed_at = chosei_now()
                         where id = :id and completed_at is null
                        """).param("id", id).param("size", size).param("hash", hash).update();
    }

    /** How many files the person has begun and not attached. */
    long open() {
        return jdbc.sql("select count(*) from stored_file where attached_at is null and person_id = scope_person()")
                .query(Long.class)
                .single();
    }

    private static final String PENDING = """
            select id, tlp, size, name, file_key, hash from stored_file
             where attached_at is null and completed_at is not null
            """;

    List<Row> pending(String place) {
        return jdbc.sql(PENDING + " and place = :place order by id")
                .param("place", place)
                .query(FileStore::read)
                .list();
    }

    /** Those of the ids that are the person's own, complete and not attached. */
    List<Row> pending(Collection<UUID> ids) {
        return jdbc.sql(PENDING + " and id = any(:ids::uuid[]) order by id")
                .param("ids", ids.toArray(UUID[]::new))
                .query(FileStore::read)
                .list();
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                Tlp.valueOf(row.getString("tlp")),
                row.getLong("size"),
                row.getBytes("name"),
                row.getBytes("file_key"),
                row.getBytes("hash"));
    }

    /** Two statements, however many; {@code sealed} has name, key and hash of each in turn. */
    void attach(List<UUID> ids, List<Row> rows, Files.Target to, List<SealedId> sealed) {
        UUID[] files = rows.stream().map(Row::id).toArray(UUID[]::new);
        jdbc.sql("""
                        insert into message_file (id, message_id, case_id, audience_id, name, content, hash, size, tlp, file_id)
                        select t.id, :message, :case, :audience, t.name, t.key, t.hash, s.size, s.tlp, s.id
                          from unnest(:ids::uuid[], :files::uuid[], :names::uuid[], :keys::uuid[], :hashes::uuid[])
                            as t (id, file, name, key, hash)
                          join stored_file s on s.id = t.file
                        """)
                .param("message", to.message())
                .param("case", to.caseId().value())
                .param("audience", to.audience().value())
                .param("ids", ids.toArray(UUID[]::new))
                .param("files", files)
                .param("names", third(sealed, 0))
                .param("keys", third(sealed, 1))
                .param("hashes", third(sealed, 2))
                .update();
        jdbc.sql("""
                        update stored_file set attached_at = chosei_now(), name = null, file_key = null, hash = null
                         where id = any(:files::uuid[])
                        """).param("files", files).update();
    }

    /** A file that a message took; {@code key} is sealed for the message's readers, as its name and hash are. */
    record Given(UUID id, UUID file, Tlp tlp, long size, SealedId name, SealedId key, SealedId hash) {}

    /** The files of a message whose bytes are in chunks. */
    List<Given> given(UUID message) {
        return jdbc.sql("""
                        select id, file_id, tlp, size, name, content, hash from message_file
                         where message_id = :message and file_id is not null and tlp is not null and hash is not null order by id
                        """)
                .param("message", message)
                .query((row, _) -> new Given(
                        row.getObject("id", UUID.class),
                        row.getObject("file_id", UUID.class),
                        Tlp.valueOf(row.getString("tlp")),
                        row.getLong("size"),
                        new SealedId(row.getObject("name", UUID.class)),
                        new SealedId(row.getObject("content", UUID.class)),
                        new SealedId(row.getObject("hash", UUID.class))))
                .list();
    }

    /** Makes files of a message that was taken back pending; how many they are. One statement. */
    long giveBack(UUID message, List<Row> rows) {
        return jdbc.sql(
                        "select message_files_back(:message, :files::uuid[], :names::text[], :keys::text[], :hashes::text[])")
                .param("message", message)
                .param("files", rows.stream().map(Row::id).toArray(UUID[]::new))
                .param("names", hex(rows, Row::name))
                .param("keys", hex(rows, Row::key))
                .param("hashes", hex(rows, Row::hash))
                .query(Long.class)
                .single();
    }

    private static String[] hex(List<Row> rows, Function<Row, byte[]> part) {
        return rows.stream()
                .map(row -> HexFormat.of().formatHex(part.apply(row)))
                .toArray(String[]::new);
    }

    private static UUID[] third(List<SealedId> sealed, int from) {
        UUID[] each = new UUID[sealed.size() / 3];
        Arrays.setAll(each, i -> sealed.get(i * 3 + from).value());
        return each;
    }

    boolean remove(UUID id) {
        return jdbc.sql("select pending_file_remove(:id)")
                        .param("id", id)
                        .query(Long.class)
                        .single()
                > 0;
    }

    long tidy(Instant before) {
        return jdbc.sql("select pending_files_tidy(:before)")
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** A file in its thread; {@code file} is null when {@code content} is the file itself and not its key. */
    record Attached(
            SealedId name,
            SealedId content,
            long size,
            @Nullable UUID file) {}

    Optional<Attached> attached(UUID id) {
        return jdbc.sql("select name, content, size, file_id from message_file where id = :id")
                .param("id", id)
                .query((row, _) -> new Attached(
                        new SealedId(row.getObject(1, UUID.class)),
                        new SealedId(row.getObject(2, UUID.class)),
                        row.getLong(3),
                        row.getObject(4, UUID.class)))
                .optional();
    }
}
