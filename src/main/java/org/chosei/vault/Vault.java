package org.chosei.vault;

import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Seals content and is the one door through which it is opened: what row-level security shows to the acting scope, with
 * one ledger entry per call, in the caller's transaction. Render only after that transaction has committed.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Vault {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Keys keys;
    private final Ledger ledger;

    Vault(JdbcClient jdbc, InstantSource clock, Keys keys, Ledger ledger) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keys = keys;
        this.ledger = ledger;
    }

    /** Seals content of a case for one audience. */
    public SealedId seal(CaseId caseId, AudienceId audience, byte[] content) {
        return seal(new VaultScope.OfCase(caseId), caseId, audience, null, null, content);
    }

    public SealedId seal(CaseId caseId, AudienceId audience, String text) {
        return seal(caseId, audience, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Seals something of one organisation outside any case. */
    public SealedId seal(OrganisationId organisation, byte[] content) {
        return seal(new VaultScope.OfOrganisation(organisation), null, null, organisation, null, content);
    }

    /** Seals under an organisation's key what is about it and for staff alone, such as how it was vetted. */
    public SealedId sealForStaff(OrganisationId organisation, byte[] content) {
        return seal(new VaultScope.OfOrganisation(organisation), null, null, null, null, content);
    }

    /** Seals under a report's key what whoever holds its receipt may read. */
    public SealedId sealForReporter(UUID report, byte[] content) {
        return seal(new VaultScope.OfReport(report), null, null, null, report, content);
    }

    /** Seals under a report's key what the vendor that made it may read. */
    public SealedId sealForReporter(UUID report, OrganisationId vendor, byte[] content) {
        return seal(new VaultScope.OfReport(report), null, null, vendor, null, content);
    }

    /** Seals under a report's key what is for staff alone. */
    public SealedId sealOfReport(UUID report, byte[] content) {
        return seal(new VaultScope.OfReport(report), null, null, null, null, content);
    }

    /** Seals raw mail. */
    public SealedId sealMail(byte[] content) {
        return seal(new VaultScope.Mailroom(), null, null, null, null, content);
    }

    /** Seals many mails, in a number of statements that does not grow with them; the ids in the same order. */
    public List<SealedId> sealMails(List<byte[]> contents) {
        Keys.Key key = keys.of(new VaultScope.Mailroom());
        List<UUID> ids = contents.stream().map(_ -> Uuid7.at(clock.instant())).toList();
        byte[][] sealed = new byte[contents.size()][];
        for (int i = 0; i < sealed.length; i++) {
            sealed[i] = Sealing.seal(key.value(), "item", ids.get(i), contents.get(i));
        }
        jdbc.sql("""
                        insert into sealed_item (id, key_id, bytes)
                        select id, :key, bytes from unnest(:ids::uuid[], :bytes::bytea[]) as t (id, bytes)
                        """)
                .param("key", key.id())
                .param("ids", ids.toArray(UUID[]::new))
                .param("bytes", sealed)
                .update();
        return ids.stream().map(SealedId::new).toList();
    }

    /** Seals a secret of the installation itself. */
    public SealedId sealSecret(byte[] content) {
        return seal(new VaultScope.Installation(), null, null, null, null, content);
    }

    private SealedId seal(
            VaultScope scope,
            @Nullable CaseId caseId,
            @Nullable AudienceId audience,
            @Nullable OrganisationId organisation,
            @Nullable UUID report,
            byte[] content) {
        Keys.Key key = keys.of(scope);
        UUID id = Uuid7.at(clock.instant());
        jdbc.sql("""
                        insert into sealed_item (id, key_id, case_id, audience_id, organisation_id, report_id, bytes)
                        values (:id, :key, :case, :audience, :organisation, :report, :bytes)
                        """)
                .param("id", id)
                .param("key", key.id())
                .param("case", caseId == null ? null : caseId.value(), Types.OTHER)
                .param("audience", audience == null ? null : audience.value(), Types.OTHER)
                .param("organisation", organisation == null ? null : organisation.value(), Types.OTHER)
                .param("report", report, Types.OTHER)
                .param("bytes", Sealing.seal(key.value(), "item", id, content))
                .update();
        return new SealedId(id);
    }

    /**
     * Opens what the acting scope may see of {@code ids}; the rest is absent, and so is what was shredded. One ledger entry for each case touched
     * (in practice one), or one in the installation's chain for content outside cases.
     */
    public Map<SealedId, Opened> open(OpenPurpose purpose, Collection<SealedId> ids) {
        List<Row> rows = jdbc.sql(
                        "select id, key_id, case_id, audience_id, bytes from sealed_item where id = any(:ids::uuid[])")
                .param("ids", ids.stream().map(SealedId::value).toArray(UUID[]::new))
                .query((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class),
                        row.getObject(4, UUID.class),
                        row.getBytes(5)))
                .list();
        Map<UUID, byte[]> byId = keys.byId(rows.stream().map(Row::key).collect(Collectors.toSet()));
        Map<SealedId, Opened> opened = new LinkedHashMap<>();
        List<Row> readable =
                rows.stream().filter(row -> byId.containsKey(row.key())).toList();
        for (Row row : readable) {
            byte[] key = Objects.requireNonNull(byId.get(row.key()));
            opened.put(new SealedId(row.id()), new Opened(Sealing.open(key, "item", row.id(), row.bytes())));
        }
        record(purpose, readable);
        return opened;
    }

    /** Opens one text or file, or refuses with "not found". */
    public Opened open(OpenPurpose purpose, SealedId id) {
        Opened opened = open(purpose, List.of(id)).get(id);
        if (opened == null) {
            throw new Refusal.NotFound();
        }
        return opened;
    }

    /** Destroys the key of a case or organisation; see the operator's guide for what that does and does not promise. */
    public void shred(VaultScope scope) {
        keys.shred(scope);
        ledger.append(Entry.ofInstallation("vault.shredded").about(scope.kind(), String.valueOf(scope.subject())));
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
            for (Row row : of) {
                entry = entry.about("sealed", row.id());
            }
            ledger.append(entry);
        });
    }

    private static Optional<OrganisationId> reader() {
        return switch (Scopes.current()) {
            case Scope.Person person -> Optional.of(person.organisation());
            case Scope.Organisation organisation -> Optional.of(organisation.id());
            case Scope.Reporter _, Scope.System _, Scope.Public _ -> Optional.empty();
        };
    }

    private record Row(
            UUID id,
            UUID key,
            @Nullable UUID caseId,
            @Nullable UUID audience,
            byte[] bytes) {}
}
