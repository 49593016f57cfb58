package org.chosei.registry.keys;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Words;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fingerprints compared by telephone, of every kind of organisation. A challenge shows who holds a key; a call, under a
 * number known from elsewhere, that they are whom we think: neither takes the other's place.
 */
@Component
@Transactional
public class KeyComparisons {
    private final KeyStore keys;
    private final JdbcClient jdbc;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    KeyComparisons(KeyStore keys, JdbcClient jdbc, Vault vault, Ledger ledger, InstantSource clock) {
        this.keys = keys;
        this.jdbc = jdbc;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * One call.
     *
     * @param fingerprint as it was read out: a renewed X.509 certificate has another
     * @param by who compared, as the ledger names actors
     * @param note with whom; empty where it was not asked for
     */
    public record Comparison(UUID key, String fingerprint, Instant at, String by, String note) {}

    /** Staff heard this fingerprint, and note with whom they spoke. Refused when it is another. */
    public void compare(UUID id, String fingerprint, String note) {
        UploadedKey key = keys.find(id).orElseThrow(Refusal.NotFound::new);
        if (!key.certificate().isFingerprint(fingerprint)) {
            throw new Refusal.Invalid("fingerprint-" + id, "fingerprint-differs");
        }
        byte[] words = Words.requireReason("note-" + id, note).getBytes(StandardCharsets.UTF_8);
        SealedId sealed = vault.sealForStaff(key.organisation(), words);
        jdbc.sql("""
                        with call as (
                            insert into key_comparison (id, key_id, organisation_id, fingerprint)
                            values (:id, :key, :organisation, :fingerprint))
                        insert into key_comparison_note (comparison_id, organisation_id, note)
                        values (:id, :organisation, :note)
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("key", id)
                .param("organisation", key.organisation().value())
                .param("fingerprint", key.certificate().fingerprint())
                .param("note", sealed.value())
                .update();
        ledger.append(KeyRules.about("key.compared", key.organisation(), key.certificate()));
    }

    /** The calls about the keys that one organisation uses, newest first, with what was noted of them. Staff only. */
    public List<Comparison> withNotes(OrganisationId organisation) {
        List<Row> rows = rows(organisation);
        List<SealedId> sealed =
                rows.stream().flatMap(row -> Stream.ofNullable(row.note())).toList();
        Map<SealedId, Opened> notes = sealed.isEmpty() ? Map.of() : vault.open(OpenPurpose.READ, sealed);
        return rows.stream()
                .map(row -> {
                    SealedId id = row.note();
                    Opened note = id == null ? null : notes.get(id);
                    return note == null ? row.call() : row.noting(new String(note.bytes(), StandardCharsets.UTF_8));
                })
                .toList();
    }

    /** The calls about the keys that one organisation uses, newest first, for the organisation itself. */
    public List<Comparison> of(OrganisationId organisation) {
        return rows(organisation).stream().map(Row::call).toList();
    }

    /** The note is null for whoever may not know of it. */
    private record Row(Comparison call, @Nullable SealedId note) {
        Comparison noting(String words) {
            return new Comparison(call.key(), call.fingerprint(), call.at(), call.by(), words);
        }
    }

    private List<Row> rows(OrganisationId organisation) {
        return jdbc.sql("""
                        select c.key_id, c.fingerprint, c.compared_at, c.compared_by, n.note
                          from key_comparison c join contact_key k on k.id = c.key_id
                          left join key_comparison_note n on n.comparison_id = c.id
                         where c.organisation_id = :id and k.retired_at is null order by c.id desc limit 100
                        """)
                .param("id", organisation.value())
                .query((row, _) -> {
                    UUID note = row.getObject(5, UUID.class);
                    Comparison call = new Comparison(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            KeyStore.instant(row, "compared_at"),
                            row.getString(4),
                            "");
                    return new Row(call, note == null ? null : new SealedId(note));
                })
                .list();
    }
}
