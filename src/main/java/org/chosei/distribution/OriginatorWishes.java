package org.chosei.distribution;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What whoever brought a case wishes: that it is held or released, and to whom it may go. The gate says no where a wish does;
 * a wave ahead that it forbids ends in the same transaction. What a vendor has learned already it keeps.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class OriginatorWishes {
    private static final Set<Answer.Reason> FORBIDDEN =
            Set.of(Answer.Reason.ORIGINATOR_HOLDS, Answer.Reason.ORIGINATOR_PERMITS_OTHERS);

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Audiences audiences;
    private final Policies policies;
    private final Gate gate;
    private final GateFacts facts;
    private final WaveStore waves;
    private final Withdrawals withdrawals;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    OriginatorWishes(
            JdbcClient jdbc,
            Cases cases,
            Audiences audiences,
            Policies policies,
            Gate gate,
            GateFacts facts,
            WaveStore waves,
            Withdrawals withdrawals,
            Vault vault,
            Ledger ledger,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.audiences = audiences;
        this.policies = policies;
        this.gate = gate;
        this.facts = facts;
        this.waves = waves;
        this.withdrawals = withdrawals;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What can be wished. */
    public enum Kind {
        /** Nobody gets it now. */
        HOLD,
        /** The hold is over. */
        RELEASE,
        /** No limit to whom it may go. */
        ANYBODY,
        /** It may go to those named and to nobody else. */
        ONLY
    }

    /**
     * A wish as it was recorded.
     *
     * @param words how it was said, and where it is to be found
     */
    public record Wish(Kind kind, Set<OrganisationId> recipients, String words, Instant at, String by) {}

    private record Row(Kind kind, Set<OrganisationId> recipients, SealedId words, Instant at, String by) {}

    /** Those of a case, newest first, opened for reading. Staff only. */
    public List<Wish> of(CaseId caseId) {
        List<Row> rows = jdbc.sql("""
                        select wish, recipients, words, recorded_at, recorded_by from originator_wish
                         where case_id = :case order by id desc
                        """)
                .param("case", caseId.value())
                .query((row, _) -> new Row(
                        Kind.valueOf(row.getString(1)),
                        Stream.of((UUID[]) row.getArray(2).getArray())
                                .map(OrganisationId::new)
                                .collect(Collectors.toCollection(LinkedHashSet::new)),
                        new SealedId(row.getObject(3, UUID.class)),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5)))
                .list();
        Map<SealedId, Opened> opened = rows.isEmpty()
                ? Map.of()
                : vault.open(OpenPurpose.READ, rows.stream().map(Row::words).toList());
        return rows.stream()
                .flatMap(row -> Stream.ofNullable(opened.get(row.words()))
                        .map(words -> new Wish(row.kind(), row.recipients(), words.text(), row.at(), row.by())))
                .toList();
    }

    /**
     * Records a wish, and ends the waves ahead that it forbids. Staff only.
     *
     * @param form names the form, so that a second click records nothing further
     * @return how many waves it ended
     */
    public int record(UUID form, CaseId caseId, Kind kind, Set<OrganisationId> recipients, String words) {
        CoordinatedCase of = cases.get(caseId);
        if (Clean.text(words).isEmpty()) {
            throw new Refusal.Invalid("words", "wish-words");
        }
        if (kind == Kind.ONLY && recipients.isEmpty()) {
            throw new Refusal.Invalid("vendor", "wish-nobody");
        }
        waves.lock(caseId);
        if (exists(form)) {
            return 0;
        }
        AudienceId staff =
                audiences.find(caseId, Audience.Kind.STAFF, null).orElseThrow().id();
        jdbc.sql("""
                        insert into originator_wish (form, case_id, wish, recipients, words)
                        values (:form, :case, :wish, :recipients::uuid[], :words)
                        """)
                .param("form", form)
                .param("case", caseId.value())
                .param("wish", kind.name())
                .param(
                        "recipients",
                        kind == Kind.ONLY
                                ? recipients.stream().map(OrganisationId::value).toArray(UUID[]::new)
                                : new UUID[0])
                .param("words", vault.seal(caseId, staff, Clean.text(words)).value())
                .update();
        Entry entry =
                Entry.of(caseId, "originator.wished").about("wish", kind.name().toLowerCase(Locale.ROOT));
        ledger.append(entry.detail("recipients", String.valueOf(recipients.size())));
        return endForbidden(of);
    }

    private boolean exists(UUID form) {
        return jdbc.sql("select exists(select from originator_wish where form = :form)")
                .param("form", form)
                .query(Boolean.class)
                .single();
    }

    private int endForbidden(CoordinatedCase of) {
        Instant now = clock.instant();
        CaseFacts known = facts.of(of);
        int ended = 0;
        for (Wave wave : waves.of(of.id())) {
            if (wave.cancelledAt() == null && now.isBefore(wave.visibleFrom()) && forbids(known, wave, now)) {
                withdrawals.cancel(wave.id(), "originator");
                ended++;
            }
        }
        return ended;
    }

    private boolean forbids(CaseFacts known, Wave wave, Instant now) {
        return gate.ask(policies.inForce(), known, wave.visibleFrom(), waves.chosen(wave.id()), now).values().stream()
                .flatMap(decision -> decision.answer().reasons().stream())
                .anyMatch(FORBIDDEN::contains);
    }
}
