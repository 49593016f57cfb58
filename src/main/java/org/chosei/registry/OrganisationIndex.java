package org.chosei.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what organisations are found and sorted by. The database marks a row stale when a name or a contact changes, and
 * what is stale or missing is made here before it is looked for.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class OrganisationIndex {
    private final JdbcClient jdbc;

    OrganisationIndex(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Content(UUID id, String nameJa, String nameEn, String kana, String more) {}

    /** Four statements at most, whatever their number; one when nothing changed. */
    void refresh() {
        List<UUID> stale = stale();
        if (stale.isEmpty()) {
            return;
        }
        Map<UUID, List<String>> addresses = addresses(stale);
        List<Content> contents = contents(stale);
        List<String> keys = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Content each : contents) {
            keys.add(SearchText.sortKey(each.kana(), each.nameJa(), each.nameEn()));
            texts.add(SearchText.of(Stream.concat(
                            Stream.of(each.nameJa(), each.nameEn(), each.kana(), each.more()),
                            addresses.getOrDefault(each.id(), List.of()).stream())
                    .toList()));
            Set<String> folded = ImportRow.nameKeys(each.nameJa(), each.nameEn());
            names.add(String.join("\n", folded));
        }
        jdbc.sql("""
                        update organisation_index i set stale = false, sort_key = n.sort_key, search_text = n.text,
                               name_keys = string_to_array(n.names, chr(10))
                          from unnest(:ids::uuid[], :keys::text[], :texts::text[], :names::text[])
                               as n (id, sort_key, text, names) where i.organisation_id = n.id
                        """)
                .param("ids", contents.stream().map(Content::id).toArray(UUID[]::new))
                .param("keys", keys.toArray(String[]::new))
                .param("texts", texts.toArray(String[]::new))
                .param("names", names.toArray(String[]::new))
                .update();
    }

    /** Locked before their content is read, so that a change which commits later marks them again. */
    private List<UUID> stale() {
        List<UUID> missing = ids("""
                select o.id from organisation o where o.kind <> 'COORDINATOR'
                   and not exists (select from organisation_index i where i.organisation_id = o.id and not i.stale)
                """, List.of());
        if (missing.isEmpty()) {
            return missing;
        }
        jdbc.sql("""
                        insert into organisation_index (organisation_id)
                        select id from unnest(:ids::uuid[]) as m (id) order by id on conflict do nothing
                        """).param("ids", missing.toArray(UUID[]::new)).update();
        return ids(
                "select organisation_id from organisation_index where stale and organisation_id = any(:ids::uuid[]) order by 1 for update",
                missing);
    }

    private List<UUID> ids(String sql, List<UUID> among) {
        var query = jdbc.sql(sql);
        return (among.isEmpty() ? query : query.param("ids", among.toArray(UUID[]::new)))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private List<Content> contents(List<UUID> ids) {
        return jdbc.sql(
                        "select id, name_ja, name_en, kana, concat_ws(' ', corporate_number, array_to_string(domains, ' ')) from organisation where id = any(:ids::uuid[])")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> new Content(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }

    private Map<UUID, List<String>> addresses(List<UUID> ids) {
        Map<UUID, List<String>> addresses = new HashMap<>();
        jdbc.sql("""
                        select organisation_id, array_to_string(email || further, ' ') from contact_point
                         where organisation_id = any(:ids::uuid[]) and removed_at is null order by role
                        """)
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
                .list()
                .forEach(each -> addresses
                        .computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                        .add(each.getValue()));
        return addresses;
    }
}
