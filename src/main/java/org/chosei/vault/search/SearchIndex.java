package org.chosei.vault.search;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.SearchHash;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes a text findable, in the transaction in which it is sealed. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SearchIndex {
    private final JdbcClient jdbc;
    private final SearchHash hash;
    private final InstantSource clock;

    SearchIndex(JdbcClient jdbc, SearchHash hash, InstantSource clock) {
        this.jdbc = jdbc;
        this.hash = hash;
        this.clock = clock;
    }

    /** An entry and the text that it is found by; what is JSON is found by the strings in it. */
    public record Text(SearchEntry entry, String text) {}

    /** Makes a text findable, an empty one not; put again, it replaces what its subject was found by. One statement. */
    public void put(SearchEntry entry, String text) {
        putEach(List.of(new Text(entry, text)));
    }

    /** What was taken back or struck out is not found any more, and stays so. Whoever may see it may do so. */
    public void remove(SearchKind kind, UUID subject) {
        jdbc.sql("""
                        update search_entry set tokens = '', sealed = '{}', indexed_at = chosei_now()
                         where kind = :kind and subject = :subject
                        """).param("kind", kind.label()).param("subject", subject).update();
    }

    /** As {@link #put} for many, in one statement. */
    public void putEach(Collection<Text> texts) {
        if (texts.isEmpty()) {
            return;
        }
        List<SearchEntry> entries = texts.stream().map(Text::entry).toList();
        jdbc.sql("""
                        insert into search_entry (id, kind, subject, case_id, audience_id, organisation_id, author_id, party_id,
                                                  within, sealed, tokens)
                        select t.id, t.kind, subject, t.case_id, audience, organisation, author, party, within,
                               string_to_array(sealed, ' ')::uuid[],
                               array_to_tsvector(string_to_array(tokens, ' ') || case when tokens <> '' and a.organisation_id
                                   is not null then array['v' || replace(a.organisation_id::text, '-', '')] end)
                          from unnest(:ids::uuid[], :kinds::text[], :subjects::uuid[], :cases::uuid[], :audiences::uuid[],
                                      :organisations::uuid[], :authors::uuid[], :parties::uuid[], :withins::uuid[],
                                      :sealed::text[], :tokens::text[])
                            as t (id, kind, subject, case_id, audience, organisation, author, party, within, sealed, tokens)
                          left join audience a on a.id = t.audience
                        on conflict (kind, subject, case_id) do update
                           set sealed = excluded.sealed, tokens = excluded.tokens, indexed_at = chosei_now()
                        """)
                .param("ids", ids(entries, entry -> idFor(entry.subject())))
                .param("kinds", strings(entries, entry -> entry.kind().label()))
                .param("subjects", ids(entries, SearchEntry::subject))
                .param("cases", ids(entries, SearchIndex::caseId))
                .param("audiences", ids(entries, SearchIndex::audience))
                .param("organisations", ids(entries, entry -> value(entry.organisation())))
                .param("authors", ids(entries, entry -> value(entry.author())))
                .param("parties", ids(entries, entry -> value(entry.party())))
                .param("withins", ids(entries, SearchEntry::within))
                .param("sealed", strings(entries, SearchIndex::sealed))
                .param("tokens", texts.stream().map(this::lexemes).toArray(String[]::new))
                .update();
    }

    /** Found newest first: the id tells the instant of what it is about. */
    private UUID idFor(UUID subject) {
        UUID fresh = Uuid7.at(clock.instant());
        return subject.version() == 7
                ? new UUID(
                        (subject.getMostSignificantBits() & ~0xFFFFL) | (fresh.getMostSignificantBits() & 0xFFFFL),
                        fresh.getLeastSignificantBits())
                : fresh;
    }

    private String lexemes(Text text) {
        Set<String> tokens = Terms.of(Readable.of(text.text()));
        if (tokens.isEmpty()) {
            return "";
        }
        List<String> lexemes = new ArrayList<>(hash.of(tokens).values());
        SearchEntry entry = text.entry();
        UUID organisation = value(entry.organisation());
        UUID author = value(entry.author());
        UUID caseId = caseId(entry);
        lexemes.add(Lexemes.kind(entry.kind()));
        if (caseId != null) {
            lexemes.add(Lexemes.of('c', caseId));
        }
        if (caseId == null && organisation != null) {
            lexemes.add(Lexemes.of('o', organisation));
        }
        if (author != null) {
            lexemes.add(Lexemes.of('f', author));
        }
        return String.join(" ", lexemes);
    }

    private static @Nullable UUID caseId(SearchEntry entry) {
        return entry.caseId() == null ? null : entry.caseId().value();
    }

    private static @Nullable UUID audience(SearchEntry entry) {
        return entry.audience() == null ? null : entry.audience().value();
    }

    private static @Nullable UUID value(org.chosei.kernel.@Nullable OrganisationId id) {
        return id == null ? null : id.value();
    }

    private static String sealed(SearchEntry entry) {
        return entry.sealed().stream().map(id -> id.value().toString()).collect(Collectors.joining(" "));
    }

    private interface Id {
        @Nullable
        UUID of(SearchEntry entry);
    }

    private static @Nullable UUID[] ids(List<SearchEntry> entries, Id part) {
        @Nullable UUID[] ids = new UUID[entries.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = part.of(entries.get(i));
        }
        return ids;
    }

    private static String[] strings(List<SearchEntry> entries, Function<SearchEntry, String> part) {
        return entries.stream().map(part).toArray(String[]::new);
    }
}
