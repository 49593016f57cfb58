package org.chosei.distribution;

import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What people say of a selection in their own words, beside what the gate and the suggestion say. Only added to. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SelectionNotes {
    private final JdbcClient jdbc;
    private final WaveStore waves;
    private final SelectionStore selection;
    private final Audiences audiences;
    private final Vault vault;
    private final InstantSource clock;

    SelectionNotes(
            JdbcClient jdbc,
            WaveStore waves,
            SelectionStore selection,
            Audiences audiences,
            Vault vault,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.waves = waves;
        this.selection = selection;
        this.audiences = audiences;
        this.vault = vault;
        this.clock = clock;
    }

    /** A note; {@code vendor} is null when it speaks of the whole selection. */
    record Note(@Nullable OrganisationId vendor, String words, Instant at, String by) {}

    private record Row(@Nullable UUID vendor, SealedId words, Instant at, String by) {}

    /** What somebody says of a choice, once for each form; {@code vendor} is of those that were looked at. */
    public void say(UUID form, UUID wave, OrganisationId vendor, String words) {
        if (Clean.text(words).isEmpty()) {
            throw new Refusal.Invalid("words", "selection-words");
        }
        CaseId caseId = waves.get(wave).caseId();
        if (selection.log(wave).stream().noneMatch(each -> each.organisation().equals(vendor))) {
            throw new Refusal.Invalid("vendor", "selection-vendor");
        }
        if (!has(form)) {
            add(form, wave, caseId, vendor, words);
        }
    }

    void add(UUID wave, CaseId caseId, @Nullable OrganisationId vendor, String words) {
        add(Uuid7.at(clock.instant()), wave, caseId, vendor, words);
    }

    /** Under an id that the form brought: sent twice it is one note. */
    void add(UUID id, UUID wave, CaseId caseId, @Nullable OrganisationId vendor, String words) {
        AudienceId staff =
                audiences.find(caseId, Audience.Kind.STAFF, null).orElseThrow().id();
        jdbc.sql("""
                        insert into selection_note (id, wave_id, case_id, organisation_id, words)
                        values (:id, :wave, :case, :vendor, :words)
                        """)
                .param("id", id)
                .param("wave", wave)
                .param("case", caseId.value())
                .param("vendor", vendor == null ? null : vendor.value(), Types.OTHER)
                .param("words", vault.seal(caseId, staff, Clean.text(words)).value())
                .update();
    }

    boolean has(UUID id) {
        return jdbc.sql("select exists(select from selection_note where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Those of a wave, oldest first, opened for reading. */
    List<Note> of(UUID wave) {
        List<Row> rows = jdbc.sql("""
                        select organisation_id, words, noted_at, noted_by from selection_note
                         where wave_id = :wave order by id
                        """)
                .param("wave", wave)
                .query((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        new SealedId(row.getObject(2, UUID.class)),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4)))
                .list();
        Map<SealedId, Opened> opened = rows.isEmpty()
                ? Map.of()
                : vault.open(OpenPurpose.READ, rows.stream().map(Row::words).toList());
        return rows.stream().flatMap(row -> note(row, opened)).toList();
    }

    private static Stream<Note> note(Row row, Map<SealedId, Opened> opened) {
        Opened words = opened.get(row.words());
        UUID vendor = row.vendor();
        return words == null
                ? Stream.empty()
                : Stream.of(
                        new Note(vendor == null ? null : new OrganisationId(vendor), words.text(), row.at(), row.by()));
    }
}
