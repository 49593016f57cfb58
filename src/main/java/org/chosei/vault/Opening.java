package org.chosei.vault;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How sealed content is read, unsealed and recorded as read; {@link Vault} is the door to it. */
@Component
class Opening {
    private final JdbcClient jdbc;
    private final Keys keys;
    private final Ledger ledger;

    Opening(JdbcClient jdbc, Keys keys, Ledger ledger) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.ledger = ledger;
    }

    /** With its entries in the ledger. */
    Map<SealedId, Opened> open(OpenPurpose purpose, Collection<SealedId> ids) {
        List<Row> readable = readable(ids);
        Map<SealedId, Opened> opened = unsealed(readable);
        record(purpose, readable);
        return opened;
    }

    /** Without an entry. */
    Map<SealedId, Opened> open(Collection<SealedId> ids) {
        return unsealed(readable(ids));
    }

    private List<Row> readable(Collection<SealedId> ids) {
        Map<UUID, Row> found = new HashMap<>();
        jdbc.sql("select id, key_id, case_id, bytes, wrapped from sealed_content(:ids::uuid[])")
                .param("ids", ids.stream().map(SealedId::value).toArray(UUID[]::new))
                .query((row, _) -> found.put(
                        row.getObject(1, UUID.class),
                        new Row(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getObject(3, UUID.class),
                                row.getBytes(4),
                                row.getBytes(5))))
                .list();
        return ids.stream()
                .distinct()
                .flatMap(id -> Stream.ofNullable(found.get(id.value())))
                .toList();
    }

    private Map<SealedId, Opened> unsealed(List<Row> readable) {
        Map<UUID, byte[]> unwrapped = new HashMap<>();
        Map<SealedId, Opened> opened = new LinkedHashMap<>();
        for (Row row : readable) {
            byte[] key = unwrapped.computeIfAbsent(row.key(), id -> keys.unwrap(id, row.wrapped()));
            opened.put(new SealedId(row.id()), new Opened(Sealing.open(key, "item", row.id(), row.bytes())));
            UUID caseId = row.caseId();
            if (caseId != null) {
                keys.remember(new VaultScope.OfCase(new CaseId(caseId)), new Keys.Key(row.key(), key));
            }
        }
        return opened;
    }

    private void record(OpenPurpose purpose, List<Row> rows) {
        Map<@Nullable UUID, Set<Row>> byCase = new LinkedHashMap<>();
        for (Row row : rows) {
            byCase.computeIfAbsent(row.caseId(), _ -> new LinkedHashSet<>()).add(row);
        }
        byCase.forEach((caseId, of) -> {
            Entry entry = caseId == null
                    ? Entry.ofInstallation(purpose.kind())
                    : Entry.of(new CaseId(caseId), purpose.kind());
            Optional<OrganisationId> reader = reader();
            if (reader.isPresent()) {
                entry = entry.about("organisation", reader.get());
            }
            ledger.append(entry.aboutEach("sealed", of.stream().map(Row::id).toList()));
        });
    }

    private static Optional<OrganisationId> reader() {
        return switch (Scopes.current()) {
            case Scope.Person person -> Optional.of(person.organisation());
            case Scope.Organisation organisation -> Optional.of(organisation.id());
            case Scope.Reporter _, Scope.System _, Scope.Public _ -> Optional.empty();
        };
    }

    private record Row(UUID id, UUID key, @Nullable UUID caseId, byte[] bytes, byte[] wrapped) {}
}
