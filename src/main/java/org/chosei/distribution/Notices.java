package org.chosei.distribution;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The notices of a case as its reader may see them, and their acknowledgement. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Notices {
    private final JdbcClient jdbc;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;

    Notices(JdbcClient jdbc, Audiences audiences, Vault vault, Ledger ledger) {
        this.jdbc = jdbc;
        this.audiences = audiences;
        this.vault = vault;
        this.ledger = ledger;
    }

    /**
     * A notice opened for its reader.
     *
     * @param amends what it does to an earlier one; null for nothing
     */
    public record Notice(
            UUID id,
            int ordinal,
            String text,
            String sha256,
            Instant madeAt,
            @Nullable Amends amends) {}

    /** A notice without its words. */
    public record Sealed(
            UUID id,
            int ordinal,
            SealedId body,
            String sha256,
            Instant madeAt,
            @Nullable Amends amends) {}

    /** All notices of the case that the acting scope may see, opened: reading is recorded with this transaction. */
    public List<Notice> read(CaseId caseId) {
        List<Sealed> rows = sealed(caseId);
        Map<SealedId, Opened> opened =
                vault.open(OpenPurpose.READ, rows.stream().map(Sealed::body).toList());
        return rows.stream()
                .flatMap(row -> {
                    Opened body = opened.get(row.body());
                    return body == null
                            ? java.util.stream.Stream.empty()
                            : java.util.stream.Stream.of(new Notice(
                                    row.id(), row.ordinal(), body.text(), row.sha256(), row.madeAt(), row.amends()));
                })
                .toList();
    }

    /** The notices' ids and hashes, nothing opened. */
    public List<Sealed> sealed(CaseId caseId) {
        return jdbc.sql("""
                        select id, ordinal, body, sha256, made_at, amends, amends_how from notice
                         where case_id = :case order by ordinal
                        """)
                .param("case", caseId.value())
                .query((row, _) -> new Sealed(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        new SealedId(row.getObject(3, UUID.class)),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        WaveStore.amends(row.getObject(6, UUID.class), row.getString(7))))
                .list();
    }

    /** What the newest notice of each of these cases is about, where the acting scope sees one; for a list. */
    public Map<CaseId, NoticeTitle> titles(Collection<CaseId> cases) {
        Map<CaseId, SealedId> newest = new HashMap<>();
        jdbc.sql("""
                        select distinct on (case_id) case_id, body from notice
                         where case_id = any(:cases::uuid[]) order by case_id, ordinal desc
                        """)
                .param("cases", cases.stream().map(CaseId::value).toArray(UUID[]::new))
                .query((row, _) -> newest.put(
                        new CaseId(row.getObject(1, UUID.class)), new SealedId(row.getObject(2, UUID.class))))
                .list();
        Map<SealedId, Opened> opened = newest.isEmpty() ? Map.of() : vault.open(OpenPurpose.LIST, newest.values());
        Map<CaseId, NoticeTitle> titles = new HashMap<>();
        newest.forEach((of, body) -> {
            Opened notice = opened.get(body);
            if (notice != null) {
                titles.put(of, NoticeTitle.of(notice));
            }
        });
        return titles;
    }

    /** A member says that its organisation has received the notice. Saying it again changes nothing. */
    public void acknowledge(CaseId caseId, UUID notice) {
        Scope.Person person = Scopes.person();
        AudienceId audience = audiences
                .find(caseId, Audience.Kind.ORGANISATION, person.organisation())
                .map(Audience::id)
                .orElseThrow(Refusal.NotFound::new);
        if (sealed(caseId).stream().noneMatch(each -> each.id().equals(notice))) {
            throw new Refusal.NotFound();
        }
        int added = jdbc.sql("""
                        insert into acknowledgement (case_id, notice_id, organisation_id, audience_id)
                        values (:case, :notice, :organisation, :audience) on conflict do nothing
                        """)
                .param("case", caseId.value())
                .param("notice", notice)
                .param("organisation", person.organisation().value())
                .param("audience", audience.value())
                .update();
        if (added == 1) {
            ledger.append(Entry.of(caseId, "notice.acknowledged")
                    .about("notice", notice)
                    .about("organisation", person.organisation())
                    .seenBy(audience));
        }
    }

    /** Which notices of the case the organisation has acknowledged. */
    public Set<UUID> acknowledged(CaseId caseId, OrganisationId organisation) {
        return jdbc.sql("select notice_id from acknowledgement where case_id = :case and organisation_id ="
                        + " :organisation")
                .param("case", caseId.value())
                .param("organisation", organisation.value())
                .query(UUID.class)
                .set();
    }

    /** Of which of these cases the organisation has acknowledged a notice. One query. */
    public Set<CaseId> acknowledged(OrganisationId organisation, Collection<CaseId> cases) {
        return jdbc.sql("""
                        select distinct case_id from acknowledgement
                         where organisation_id = :organisation and case_id = any(:cases::uuid[])
                        """)
                .param("organisation", organisation.value())
                .param("cases", cases.stream().map(CaseId::value).toArray(UUID[]::new))
                .query((row, _) -> new CaseId(row.getObject(1, UUID.class)))
                .set();
    }
}
