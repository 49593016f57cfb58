package org.chosei.vault.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.SealedId;
import org.chosei.vault.SearchHash;
import org.chosei.vault.search.Expression.All;
import org.chosei.vault.search.Expression.Any;
import org.chosei.vault.search.Expression.Not;
import org.chosei.vault.search.Expression.Plain;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds texts by their words, among those that the acting scope may see, newest first. Opens nothing. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Search {
    private final JdbcClient jdbc;
    private final SearchHash hash;

    Search(JdbcClient jdbc, SearchHash hash) {
        this.jdbc = jdbc;
        this.hash = hash;
    }

    /**
     * What to find.
     *
     * @param cases only of one of these; null for all
     * @param authors only said by one of these; null for all
     * @param kind only of this kind; null for all
     * @param hidden kinds that the reader has no page for
     * @param after from this instant on; null from the beginning
     * @param before earlier than this; null to the end
     * @param olderThan the last hit of the page before; null for the first page
     */
    public record Request(
            SearchQuery query,
            @Nullable Collection<CaseId> cases,
            @Nullable Collection<OrganisationId> authors,
            @Nullable SearchKind kind,
            Set<SearchKind> hidden,
            @Nullable Instant after,
            @Nullable Instant before,
            @Nullable UUID olderThan,
            int limit) {

        /** Everything that the scope may see. */
        public static Request of(SearchQuery query, int limit) {
            return new Request(query, null, null, null, Set.of(), null, null, null, limit);
        }
    }

    /** A text that was found; the fields are those of {@link SearchEntry}. */
    public record Hit(
            UUID id,
            SearchKind kind,
            UUID subject,
            @Nullable CaseId caseId,
            @Nullable OrganisationId author,
            @Nullable OrganisationId party,
            @Nullable UUID within,
            List<SealedId> sealed) {

        /** When it was said. */
        public Instant at() {
            return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
        }
    }

    /** At most {@code limit}, newest first. One statement. */
    public List<Hit> find(Request request) {
        List<Expression> asked = new ArrayList<>();
        request.query().wanted().forEach(term -> asked.add(Asking.of(term)));
        List<CaseId> cases = request.cases() == null ? null : List.copyOf(request.cases());
        List<OrganisationId> authors = request.authors() == null ? null : List.copyOf(request.authors());
        if ((cases != null && cases.isEmpty()) || (authors != null && authors.isEmpty())) {
            return List.of();
        }
        if (cases != null) {
            asked.add(any('c', cases.stream().map(CaseId::value)));
        }
        if (authors != null) {
            asked.add(any('f', authors.stream().map(OrganisationId::value)));
        }
        SearchKind kind = request.kind();
        if (kind != null) {
            asked.add(new Plain(Lexemes.kind(kind)));
        }
        if (asked.isEmpty() && request.after() == null && request.before() == null) {
            return List.of();
        }
        if (asked.isEmpty()) {
            asked.add(new Any(Stream.of(SearchKind.values())
                    .<Expression>map(each -> new Plain(Lexemes.kind(each)))
                    .toList()));
        }
        request.query().terms().stream()
                .filter(SearchQuery.Term::excluded)
                .forEach(term -> asked.add(new Not(Asking.of(term))));
        request.hidden().forEach(each -> asked.add(new Not(new Plain(Lexemes.kind(each)))));
        return hits(new All(asked), request);
    }

    private static Expression any(char sort, Stream<UUID> ids) {
        return new Any(
                ids.<Expression>map(id -> new Plain(Lexemes.of(sort, id))).toList());
    }

    private List<Hit> hits(Expression asked, Request request) {
        return jdbc.sql("""
                        select e.id, e.kind, e.subject, e.case_id, e.author_id, e.party_id, e.within, e.sealed
                          from search_entry e
                         where e.id = any(array(select search_hits(:query, :older, :from, :until, :limit)))
                         order by e.id desc
                        """)
                .param("query", asked.written(hash.of(asked.tokens())))
                .param("older", request.olderThan(), Types.OTHER)
                .param("from", bound(request.after()), Types.OTHER)
                .param("until", bound(request.before()), Types.OTHER)
                .param("limit", request.limit())
                .query(Search::read)
                .list();
    }

    /** The ids of an instant begin with this. */
    private static @Nullable UUID bound(@Nullable Instant at) {
        return at == null ? null : new UUID(Math.max(0, at.toEpochMilli()) << 16, 0);
    }

    private static Hit read(ResultSet row, int number) throws SQLException {
        UUID caseId = row.getObject("case_id", UUID.class);
        return new Hit(
                row.getObject("id", UUID.class),
                SearchKind.of(row.getString("kind")).orElseThrow(),
                row.getObject("subject", UUID.class),
                caseId == null ? null : new CaseId(caseId),
                organisation(row.getObject("author_id", UUID.class)),
                organisation(row.getObject("party_id", UUID.class)),
                row.getObject("within", UUID.class),
                Stream.of((UUID[]) row.getArray("sealed").getArray())
                        .map(SealedId::new)
                        .toList());
    }

    private static @Nullable OrganisationId organisation(@Nullable UUID id) {
        return id == null ? null : new OrganisationId(id);
    }
}
