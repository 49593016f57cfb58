package org.chosei.vault.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Indexes sealed texts that have no row in the index, a page in each transaction; interrupted, it goes on where it was. */
@Component
@Transactional
class Reindexing {
    private static final int PAGE = 200;

    /** What was begun longer ago than this has committed. */
    private static final Duration LATE = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Vault vault;
    private final SearchIndex index;
    private final Ledger ledger;
    private final InstantSource clock;

    Reindexing(JdbcClient jdbc, Vault vault, SearchIndex index, Ledger ledger, InstantSource clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.index = index;
        this.ledger = ledger;
        this.clock = clock;
    }

    private record Waiting(UUID id, SearchEntry entry) {}

    /** Whether there is more of this kind. */
    boolean page(SearchKind kind) {
        List<Waiting> waiting = waiting(kind);
        Map<SealedId, Opened> opened = vault.openForIndex(
                waiting.stream().flatMap(each -> each.entry().sealed().stream()).toList());
        List<SearchIndex.Text> texts = new ArrayList<>();
        for (Waiting each : waiting) {
            String text = each.entry().sealed().stream()
                    .flatMap(id -> Stream.ofNullable(opened.get(id)))
                    .map(found -> Readable.of(found.text()))
                    .collect(Collectors.joining("\n"));
            texts.add(new SearchIndex.Text(each.entry(), text));
        }
        index.putEach(texts);
        if (!texts.isEmpty()) {
            ledger.append(Entry.ofInstallation("search.indexed")
                    .about("kind", kind.label())
                    .about("count", texts.size()));
        }
        boolean more = waiting.size() == PAGE;
        reached(kind, more ? waiting.getLast().id() : done());
        return more;
    }

    private UUID done() {
        return new UUID(clock.instant().minus(LATE).toEpochMilli() << 16, 0);
    }

    private List<Waiting> waiting(SearchKind kind) {
        return jdbc.sql("""
                        select w.* from search_waiting(:kind, (select reached from search_progress where kind = :kind), :page) w
                        """)
                .param("kind", kind.label())
                .param("page", PAGE)
                .query((row, _) -> read(kind, row))
                .list();
    }

    private void reached(SearchKind kind, UUID id) {
        jdbc.sql("""
                        insert into search_progress (kind, reached) values (:kind, :id)
                        on conflict (kind) do update set reached = greatest(search_progress.reached, excluded.reached)
                        """).param("kind", kind.label()).param("id", id, Types.OTHER).update();
    }

    private static Waiting read(SearchKind kind, ResultSet row) throws SQLException {
        UUID caseId = row.getObject("case_id", UUID.class);
        UUID audience = row.getObject("audience_id", UUID.class);
        return new Waiting(
                row.getObject("id", UUID.class),
                new SearchEntry(
                        kind,
                        row.getObject("subject", UUID.class),
                        caseId == null ? null : new CaseId(caseId),
                        audience == null ? null : new AudienceId(audience),
                        organisation(row.getObject("organisation_id", UUID.class)),
                        organisation(row.getObject("author_id", UUID.class)),
                        organisation(row.getObject("party_id", UUID.class)),
                        row.getObject("within", UUID.class),
                        Stream.of((UUID[]) row.getArray("sealed").getArray())
                                .map(SealedId::new)
                                .toList()));
    }

    private static @Nullable OrganisationId organisation(@Nullable UUID id) {
        return id == null ? null : new OrganisationId(id);
    }
}
