package org.chosei.registry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.facts.Facts;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Imports and what they bring, in statements whose number does not grow with the rows of a batch. */
@Repository
class ImportStore {
    private final JdbcClient jdbc;

    ImportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An organisation that has this e-mail address or folded name already. */
    record Known(String key, OrganisationId organisation, String name) {}

    /** {@code file} is the sealed table; null when a command brought it. */
    record Brought(UUID id, @Nullable UUID file, String sha256) {}

    /** One import at a time: what one looked for before it wrote, another must not add meanwhile. */
    void onlyOne() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('registry_import'))")
                .query((_, _) -> true)
                .single();
    }

    /** As {@link #onlyOne}, and does not wait: false when another import runs. */
    boolean onlyOneNow() {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtext('registry_import'))")
                .query(Boolean.class)
                .single();
    }

    List<Known> knownEmails(Collection<String> keys) {
        return jdbc.sql("""
                        select distinct on (1) lower(c.email), o.id, coalesce(nullif(o.name_ja, ''), o.name_en)
                          from contact_point c join organisation o on o.id = c.organisation_id
                         where lower(c.email) = any(:keys::text[]) and c.removed_at is null order by 1, o.id
                        """)
                .param("keys", keys.toArray(String[]::new))
                .query((row, _) ->
                        new Known(row.getString(1), new OrganisationId(row.getObject(2, UUID.class)), row.getString(3)))
                .list();
    }

    List<Known> knownNames(Collection<String> keys) {
        return jdbc.sql("""
                        select distinct on (1) k.key, o.id, coalesce(nullif(o.name_ja, ''), o.name_en)
                          from organisation_index i cross join unnest(i.name_keys) as k (key)
                          join organisation o on o.id = i.organisation_id
                         where k.key = any(:keys::text[]) order by 1, o.id
                        """)
                .param("keys", keys.toArray(String[]::new))
                .query((row, _) ->
                        new Known(row.getString(1), new OrganisationId(row.getObject(2, UUID.class)), row.getString(3)))
                .list();
    }

    List<Known> knownNumbers(Collection<String> keys) {
        return known(
                "select distinct on (1) o.corporate_number, o.id, coalesce(nullif(o.name_ja, ''), o.name_en)"
                        + " from organisation o where o.corporate_number = any(:keys::text[]) order by 1, o.id",
                keys);
    }

    List<Known> knownDomains(Collection<String> keys) {
        return known(
                "select distinct on (1) d.key, o.id, coalesce(nullif(o.name_ja, ''), o.name_en)"
                        + " from organisation o cross join unnest(o.domains) as d (key)"
                        + " where d.key = any(:keys::text[]) order by 1, o.id",
                keys);
    }

    private List<Known> known(String sql, Collection<String> keys) {
        return jdbc.sql(sql)
                .param("keys", keys.toArray(String[]::new))
                .query((row, _) ->
                        new Known(row.getString(1), new OrganisationId(row.getObject(2, UUID.class)), row.getString(3)))
                .list();
    }

    void add(Brought brought) {
        jdbc.sql("insert into registry_import (id, file, sha256) values (:id, :file, :sha256)")
                .param("id", brought.id())
                .param("file", brought.file(), java.sql.Types.OTHER)
                .param("sha256", brought.sha256())
                .update();
    }

    List<Brought> byId(UUID id) {
        return jdbc.sql("select id, file, sha256 from registry_import where id = :id")
                .param("id", id)
                .query((row, _) ->
                        new Brought(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3)))
                .list();
    }

    /** How many organisations it brought; empty while it is not applied. */
    List<Integer> applied(UUID id) {
        return jdbc.sql("select organisations from registry_import_applied where import_id = :id")
                .param("id", id)
                .query((row, _) -> row.getInt(1))
                .list();
    }

    void addApplied(UUID id, int organisations) {
        jdbc.sql("insert into registry_import_applied (import_id, organisations) values (:id, :organisations)")
                .param("id", id)
                .param("organisations", organisations)
                .update();
    }

    /** Row number and organisation of each, in the order of the rows. */
    List<Added> added(UUID id) {
        return jdbc.sql("""
                        select row_number, organisation_id from registry_import_row
                         where import_id = :id order by row_number
                        """)
                .param("id", id)
                .query((row, _) -> new Added(row.getInt(1), new OrganisationId(row.getObject(2, UUID.class))))
                .list();
    }

    /** What became of a row. */
    record Added(int row, OrganisationId organisation) {}

    /** The organisations of one batch with state, team contact and the row that they came from. */
    void write(UUID id, List<ImportRow> batch, List<UUID> contactIds) {
        jdbc.sql("""
                        insert into organisation (id, kind, name_ja, name_en, registration_class, kana, corporate_number,
                                                  domains, seat)
                        select o.id, o.kind, o.ja, o.en, o.class, o.kana, nullif(o.number, ''),
                               string_to_array(o.domains, ' '), o.seat
                          from unnest(:ids::uuid[], :kinds::text[], :ja::text[], :en::text[], :classes::text[],
                                      :kana::text[], :numbers::text[], :domains::text[], :seats::text[])
                               as o (id, kind, ja, en, class, kana, number, domains, seat)
                        """)
                .param("ids", ids(batch))
                .param("kinds", texts(batch, row -> row.organisation().kind().name()))
                .param("ja", texts(batch, row -> row.organisation().nameJa()))
                .param("en", texts(batch, row -> row.organisation().nameEn()))
                .param("classes", texts(batch, ImportStore::limit))
                .param("kana", texts(batch, row -> row.facts().kana()))
                .param("numbers", texts(batch, row -> row.facts().corporateNumber()))
                .param(
                        "domains",
                        texts(batch, row -> String.join(" ", row.facts().domains())))
                .param("seats", texts(batch, ImportStore::seat))
                .update();
        jdbc.sql("""
                        insert into organisation_state (organisation_id, state)
                        select * from unnest(:ids::uuid[], :states::text[])
                        """)
                .param("ids", ids(batch))
                .param("states", texts(batch, row -> row.state().name()))
                .update();
        jdbc.sql("""
                        insert into contact_point (id, organisation_id, role, email, phone, postal_address, language)
                        select c.id, c.organisation, 'TEAM', c.email, c.phone, c.postal, c.language
                          from unnest(:contacts::uuid[], :ids::uuid[], :emails::text[], :phones::text[], :postals::text[],
                                      :languages::text[]) as c (id, organisation, email, phone, postal, language)
                        """)
                .param("contacts", contactIds.toArray(UUID[]::new))
                .param("ids", ids(batch))
                .param("emails", texts(batch, ImportRow::email))
                .param("phones", texts(batch, ImportRow::phone))
                .param("postals", texts(batch, ImportRow::postal))
                .param("languages", texts(batch, row -> row.language().getLanguage()))
                .update();
        jdbc.sql("""
                        insert into registry_import_row (import_id, row_number, organisation_id)
                        select :import, r.number, r.id from unnest(:numbers::int[], :ids::uuid[]) as r (number, id)
                        """)
                .param("import", id)
                .param("numbers", batch.stream().map(ImportRow::number).toArray(Integer[]::new))
                .param("ids", ids(batch))
                .update();
    }

    /** Whose subsidiaries they are, by child; after all of them are written. */
    void writeParents(Map<OrganisationId, OrganisationId> parents) {
        List<Map.Entry<OrganisationId, OrganisationId>> pairs = List.copyOf(parents.entrySet());
        jdbc.sql("""
                        insert into organisation_parent (organisation_id, parent_id)
                        select * from unnest(:children::uuid[], :parents::uuid[])
                        """)
                .param(
                        "children",
                        pairs.stream().map(pair -> pair.getKey().value()).toArray(UUID[]::new))
                .param(
                        "parents",
                        pairs.stream().map(pair -> pair.getValue().value()).toArray(UUID[]::new))
                .update();
    }

    /** Says of every organisation that an import brought that it was vetted elsewhere. */
    void addVettedElsewhere(UUID id, SealedId reason) {
        jdbc.sql("""
                        insert into vetting_elsewhere (organisation_id, reason, import_id)
                        select organisation_id, :reason, import_id from registry_import_row where import_id = :id
                        """).param("reason", reason.value()).param("id", id).update();
    }

    private static @Nullable String limit(ImportRow row) {
        Organisation.RegistrationClass limit = row.organisation().registrationClass();
        return limit == null ? null : limit.name();
    }

    private static @Nullable String seat(ImportRow row) {
        Facts.Seat seat = row.facts().seat();
        return seat == null ? null : seat.name();
    }

    private static UUID[] ids(List<ImportRow> batch) {
        return batch.stream().map(row -> row.organisation().id().value()).toArray(UUID[]::new);
    }

    private static @Nullable String[] texts(List<ImportRow> batch, Function<ImportRow, @Nullable String> text) {
        Stream<@Nullable String> all = batch.stream().map(text);
        return all.toArray(String[]::new);
    }
}
