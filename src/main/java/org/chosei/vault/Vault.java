package org.chosei.vault;

import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.access.Purpose;
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
    private final Opening opening;
    private final Ledger ledger;

    Vault(JdbcClient jdbc, InstantSource clock, Keys keys, Opening opening, Ledger ledger) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keys = keys;
        this.opening = opening;
        this.ledger = ledger;
    }

    /** Seals content of a case for one audience. */
    public SealedId seal(CaseId caseId, AudienceId audience, byte[] content) {
        return seal(new VaultScope.OfCase(caseId), caseId, audience, null, null, content);
    }

    public SealedId seal(CaseId caseId, AudienceId audience, String text) {
        return seal(caseId, audience, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Seals content of a case that nobody but its author sees before {@code visibleFrom} (null is at once).
     *
     * @param nameless the row does not name who sealed it, because its readers may not learn that
     */
    public SealedId seal(
            CaseId caseId, AudienceId audience, byte[] content, @Nullable Instant visibleFrom, boolean nameless) {
        Keys.Key key = keys.of(new VaultScope.OfCase(caseId));
        UUID id = Uuid7.at(clock.instant());
        jdbc.sql("""
                        insert into sealed_item (id, key_id, case_id, audience_id, bytes, visible_from, created_by)
                        values (:id, :key, :case, :audience, :bytes, :from::timestamptz,
                                case when :nameless then null else scope_actor() end)
                        """)
                .param("id", id)
                .param("key", key.id())
                .param("case", caseId.value())
                .param("audience", audience.value())
                .param("bytes", Sealing.seal(key.value(), "item", id, content))
                .param("from", visibleFrom == null ? null : visibleFrom.toString())
                .param("nameless", nameless)
                .update();
        return new SealedId(id);
    }

    /** One text for one audience of a case. */
    public record ForAudience(AudienceId audience, String text) {}

    /** Seals texts of one case for an audience each, in a number of statements that does not grow with them; in order. */
    public List<SealedId> sealEach(CaseId caseId, List<ForAudience> texts) {
        return sealEach(caseId, texts, null, false);
    }

    /** The same, for readers as in {@link #seal(CaseId, AudienceId, byte[], Instant, boolean)}. */
    public List<SealedId> sealEach(
            CaseId caseId, List<ForAudience> texts, @Nullable Instant visibleFrom, boolean nameless) {
        Keys.Key key = keys.of(new VaultScope.OfCase(caseId));
        List<UUID> ids = texts.stream().map(_ -> Uuid7.at(clock.instant())).toList();
        byte[][] sealed = new byte[texts.size()][];
        for (int i = 0; i < sealed.length; i++) {
            byte[] clear = texts.get(i).text().getBytes(StandardCharsets.UTF_8);
            sealed[i] = Sealing.seal(key.value(), "item", ids.get(i), clear);
        }
        jdbc.sql("""
                        insert into sealed_item (id, key_id, case_id, audience_id, bytes, visible_from, created_by)
                        select id, :key, :case, audience, bytes, :from::timestamptz,
                               case when :nameless then null else scope_actor() end
                          from unnest(:ids::uuid[], :audiences::uuid[], :bytes::bytea[]) as t (id, audience, bytes)
                        """)
                .param("key", key.id())
                .param("case", caseId.value())
                .param("ids", ids.toArray(UUID[]::new))
                .param(
                        "audiences",
                        texts.stream().map(each -> each.audience().value()).toArray(UUID[]::new))
                .param("bytes", sealed)
                .param("from", visibleFrom == null ? null : visibleFrom.toString())
                .param("nameless", nameless)
                .update();
        return ids.stream().map(SealedId::new).toList();
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
        return opening.open(purpose, ids);
    }

    /**
     * Opens for the index of words, which is no reading and leaves no entry for each text; the index's own work does that for
     * all. What was shredded is absent. Nobody but the purpose of searching may.
     */
    public Map<SealedId, Opened> openForIndex(Collection<SealedId> ids) {
        if (!(Scopes.current() instanceof Scope.System system) || system.purpose() != Purpose.SEARCH) {
            throw new Refusal.NotFound();
        }
        return opening.open(ids);
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
}
