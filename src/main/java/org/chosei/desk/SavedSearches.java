package org.chosei.desk;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.vault.search.SearchQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Searches, filters of the list of cases and parts of the inbox that a person keeps under a name, sealed; staff may share one
 * with the team.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SavedSearches {
    /** Longest name, in code points. */
    public static final int LONGEST_NAME = 60;

    /** More than anybody looks through. */
    private static final int SHOWN = 100;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    SavedSearches(JdbcClient jdbc, Vault vault, Ledger ledger, InstantSource clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Which page it is a filter of. */
    public enum Page {
        SEARCH("search"),
        CASES("cases"),
        INBOX("inbox");

        private final String key;

        Page(String key) {
            this.key = key;
        }

        /** The word that forms and the database use. */
        public String key() {
            return key;
        }

        /** The page of this word; searches for whatever else. */
        public static Page of(String key) {
            return Stream.of(values())
                    .filter(page -> page.key.equals(key))
                    .findFirst()
                    .orElse(SEARCH);
        }
    }

    /**
     * One of them, opened.
     *
     * @param own the reader's own, to remove or share; others' are shared ones
     */
    public record Saved(UUID id, Page page, String name, String query, boolean shared, boolean own) {}

    private record Row(UUID id, Page page, SealedId name, SealedId query, boolean shared, boolean own) {}

    /** One of them, still sealed. */
    public record Kept(SealedId name, SealedId query) {}

    /** Of one page, those of the reader and those that the team shares, newest first; to be opened with the rest of the page. */
    public List<Kept> of(Page page, int most) {
        return jdbc.sql("""
                        select name, query from saved_search
                         where removed_at is null and page = :page order by id desc limit :most
                        """)
                .param("page", page.key())
                .param("most", most)
                .query((row, _) -> new Kept(
                        new SealedId(row.getObject("name", UUID.class)),
                        new SealedId(row.getObject("query", UUID.class))))
                .list();
    }

    /** Those of the reader and those that the team shares, newest first. */
    public List<Saved> all() {
        List<Row> rows = jdbc.sql("""
                        select id, page, name, query, shared, person_id = scope_person() as own from saved_search
                         where removed_at is null order by id desc limit :most
                        """)
                .param("most", SHOWN)
                .query((row, _) -> new Row(
                        row.getObject("id", UUID.class),
                        Page.of(row.getString("page")),
                        new SealedId(row.getObject("name", UUID.class)),
                        new SealedId(row.getObject("query", UUID.class)),
                        row.getBoolean("shared"),
                        row.getBoolean("own")))
                .list();
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<SealedId, Opened> opened = vault.open(
                OpenPurpose.LIST,
                rows.stream().flatMap(row -> Stream.of(row.name(), row.query())).toList());
        return rows.stream()
                .filter(row -> opened.containsKey(row.name()) && opened.containsKey(row.query()))
                .map(row -> new Saved(
                        row.id(),
                        row.page(),
                        text(opened, row.name()),
                        text(opened, row.query()),
                        row.shared(),
                        row.own()))
                .toList();
    }

    /**
     * Keeps a search under a name. Fields: name, q.
     *
     * @param form names the form that was sent: sent twice it is one
     * @param shared with the team; for staff only, ignored for others
     */
    public void save(UUID form, Page page, String name, String query, boolean shared) {
        Scope.Person person = Scopes.person();
        String cleanName = oneLine(name);
        String cleanQuery = oneLine(query);
        if (cleanName.isEmpty()) {
            throw new Refusal.Invalid("name", "search-name-missing");
        }
        if (JapaneseText.codePoints(cleanName) > LONGEST_NAME) {
            throw new Refusal.Invalid("name", "search-name-long", LONGEST_NAME);
        }
        if (cleanQuery.isEmpty() || JapaneseText.codePoints(cleanQuery) > SearchQuery.LONGEST) {
            throw new Refusal.Invalid("q", "search-query", SearchQuery.LONGEST);
        }
        if (isSaved(form)) {
            return;
        }
        UUID id = Uuid7.at(clock.instant());
        int added = jdbc.sql("""
                        insert into saved_search (id, person_id, organisation_id, page, name, query, shared, form)
                        values (:id, :person, :organisation, :page, :name, :query, :shared, :form) on conflict do nothing
                        """)
                .param("id", id)
                .param("person", person.id().value())
                .param("organisation", person.organisation().value())
                .param("page", page.key())
                .param("name", sealed(person, cleanName).value())
                .param("query", sealed(person, cleanQuery).value())
                .param("shared", shared && person.isStaff())
                .param("form", form)
                .update();
        if (added == 1) {
            ledger.append(Entry.ofInstallation("search.saved").about("search", id));
        }
    }

    private boolean isSaved(UUID form) {
        return jdbc.sql("select exists (select from saved_search where person_id = scope_person() and form = :form)")
                .param("form", form)
                .query(Boolean.class)
                .single();
    }

    /** Shares one's own with the team, or no more; again is no mistake. Staff only. */
    public void share(UUID id, boolean shared) {
        if (!Scopes.person().isStaff()) {
            throw new Refusal.NotFound();
        }
        int changed = jdbc.sql("""
                        update saved_search set shared = :shared
                         where id = :id and person_id = scope_person()
                        """).param("id", id).param("shared", shared).update();
        if (changed == 0) {
            throw new Refusal.NotFound();
        }
        ledger.append(Entry.ofInstallation(shared ? "search.shared" : "search.unshared")
                .about("search", id));
    }

    /** Takes one's own off the list; again is no mistake. */
    public void remove(UUID id) {
        int removed = jdbc.sql("""
                        update saved_search set removed_at = coalesce(removed_at, chosei_now())
                         where id = :id and person_id = scope_person()
                        """).param("id", id).update();
        if (removed == 0) {
            throw new Refusal.NotFound();
        }
        ledger.append(Entry.ofInstallation("search.removed").about("search", id));
    }

    private static String text(Map<SealedId, Opened> opened, SealedId id) {
        Opened found = opened.get(id);
        return found == null ? "" : found.text();
    }

    private SealedId sealed(Scope.Person person, String text) {
        return vault.seal(person.organisation(), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String oneLine(String text) {
        return JapaneseText.withoutControls(text)
                .replaceAll("[\\p{Cf}\n\t]+", " ")
                .strip();
    }
}
