package org.chosei.cases.embargo;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.protocol.CaseEvent;
import org.chosei.protocol.CaseState;
import org.chosei.protocol.CrossRules;
import org.chosei.protocol.DeploymentPath;
import org.chosei.protocol.FixPath;
import org.chosei.protocol.World;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the world knows and does: public, exploited, attacked. What happened is written first; then the embargo ends,
 * where the protocol demands it, or a person is asked to decide, in the same transaction (Vultron C-14).
 */
@Component
@Transactional
public class CaseEvents {
    private final JdbcClient jdbc;
    private final Embargoes embargoes;
    private final EmbargoStore store;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;

    CaseEvents(
            JdbcClient jdbc, Embargoes embargoes, EmbargoStore store, Audiences audiences, Vault vault, Ledger ledger) {
        this.jdbc = jdbc;
        this.embargoes = embargoes;
        this.store = store;
        this.audiences = audiences;
        this.vault = vault;
        this.ledger = ledger;
    }

    /**
     * Something that happened.
     *
     * @param evidence how it is known, sealed for the staff; null when Chosei itself published
     * @param by who noted it; empty for anybody but the staff
     * @param kept when a person decided that the embargo goes on all the same
     */
    public record Noted(
            UUID id,
            CaseEvent event,
            @Nullable SealedId evidence,
            Instant at,
            String by,
            @Nullable Instant kept) {}

    /** What happened, oldest first. One query. */
    public List<Noted> of(CaseId caseId) {
        return jdbc.sql("""
                        select e.id, e.event, e.evidence, e.at, h.done_by, r.kept_at
                          from case_event e left join embargo_review r on r.event_id = e.id
                          left join case_hand h on h.row_id = e.id
                         where e.case_id = :case order by e.id
                        """)
                .param("case", caseId.value())
                .query((row, _) -> {
                    UUID evidence = row.getObject(3, UUID.class);
                    OffsetDateTime kept = row.getObject(6, OffsetDateTime.class);
                    return new Noted(
                            row.getObject(1, UUID.class),
                            CaseEvent.valueOf(row.getString(2)),
                            evidence == null ? null : new SealedId(evidence),
                            row.getObject(4, OffsetDateTime.class).toInstant(),
                            Objects.requireNonNullElse(row.getString(5), ""),
                            kept == null ? null : kept.toInstant());
                })
                .list();
    }

    /** What the world knows. */
    public World world(CaseId caseId) {
        Set<String> had = jdbc.sql("select case_world(:case)")
                .param("case", caseId.value())
                .query(String.class)
                .set();
        return new World(
                had.contains(CaseEvent.PUBLIC_AWARE.name()),
                had.contains(CaseEvent.EXPLOIT_PUBLIC.name()),
                had.contains(CaseEvent.ATTACKS_OBSERVED.name()));
    }

    /**
     * Notes what somebody observed. A public exploit tells the public as well. Noting again what is known changes
     * nothing. Staff only.
     *
     * @throws Refusal.Invalid without evidence, or for an event that is not the world's
     */
    public void note(CaseId caseId, CaseEvent event, String evidence) {
        store.requireVisible(caseId);
        if (evidence.isBlank()) {
            throw new Refusal.Invalid("evidence", "case-event-evidence");
        }
        switch (event) {
            case VENDOR_AWARE, FIX_READY, FIX_DEPLOYED -> throw new Refusal.Invalid("event", "case-event-unknown");
            case PUBLIC_AWARE, EXPLOIT_PUBLIC, ATTACKS_OBSERVED -> {
                store.lock(caseId);
                if (state(world(caseId)).after(event).isEmpty()) {
                    return;
                }
                SealedId sealed =
                        vault.seal(caseId, audiences.open(caseId, Audience.Kind.STAFF, null), evidence.strip());
                happened(caseId, event, sealed, event == CaseEvent.PUBLIC_AWARE ? "public" : "exploited");
            }
        }
    }

    /** Whether noting this would end the embargo, or the talk about one, for everybody. */
    public boolean endsEmbargo(CaseId caseId, CaseEvent event) {
        return switch (CrossRules.teardown(event, embargoes.negotiation(caseId).state())) {
            case REJECT, TERMINATE -> true;
            case REVIEW, NOTHING -> false;
        };
    }

    /** Chosei published: the public knows, and the embargo is over. Said again for a revision, it changes nothing. */
    public void published(CaseId caseId) {
        happened(caseId, CaseEvent.PUBLIC_AWARE, null, "published");
    }

    /** What the world knows of one case it knows of the case that goes on with it, or that came of it. */
    void takeOver(CaseId from, CaseId into) {
        of(from).forEach(each ->
                happened(into, each.event(), null, each.event() == CaseEvent.PUBLIC_AWARE ? "public" : "exploited"));
    }

    private void happened(CaseId caseId, CaseEvent event, @Nullable SealedId evidence, String reason) {
        store.lock(caseId);
        CaseState before = state(world(caseId));
        Optional<CaseState> after = before.after(event);
        if (after.isEmpty()) {
            return;
        }
        add(caseId, event, evidence);
        if (after.get().ephemeral()) {
            add(caseId, CaseEvent.PUBLIC_AWARE, evidence);
        }
        Negotiation stands = embargoes.negotiation(caseId);
        switch (CrossRules.teardown(event, stands.state())) {
            case REJECT, TERMINATE -> embargoes.end(caseId, stands, reason, null);
            case REVIEW, NOTHING -> {
                // a review is open for as long as nobody ended the embargo or said why it goes on
            }
        }
    }

    private void add(CaseId caseId, CaseEvent event, @Nullable SealedId evidence) {
        jdbc.sql("""
                        with noted as (
                            insert into case_event (case_id, event, evidence) values (:case, :event, :evidence) returning id)
                        insert into case_hand (row_id) select id from noted
                        """)
                .param("case", caseId.value())
                .param("event", event.name())
                .param("evidence", evidence == null ? null : evidence.value(), Types.OTHER)
                .update();
        ledger.append(Entry.of(caseId, "case.event").about("event", event.name()));
    }

    /** The events after which a person still has to decide whether the embargo ends. */
    public List<Noted> reviews(List<Noted> events, Negotiation stands) {
        return events.stream()
                .filter(each -> each.kept() == null
                        && CrossRules.teardown(each.event(), stands.state()) == CrossRules.Teardown.REVIEW)
                .toList();
    }

    /** A person looked and keeps the embargo; that it ended would be said by ending it. Staff only. */
    public void keep(CaseId caseId, UUID event, String reason) {
        store.requireVisible(caseId);
        store.lock(caseId);
        if (of(caseId).stream().noneMatch(each -> each.id().equals(event))) {
            throw new Refusal.NotFound();
        }
        if (reason.isBlank()) {
            throw new Refusal.Invalid("reason", "reason-missing");
        }
        boolean open = reviews(of(caseId), embargoes.negotiation(caseId)).stream()
                .anyMatch(each -> each.id().equals(event));
        if (!open) {
            throw new Refusal.WrongState("embargo-no-review");
        }
        SealedId sealed = vault.seal(caseId, audiences.open(caseId, Audience.Kind.STAFF, null), reason.strip());
        jdbc.sql("insert into embargo_review (event_id, case_id, reason) values (:event, :case, :reason)")
                .param("event", event)
                .param("case", caseId.value())
                .param("reason", sealed.value())
                .update();
        ledger.append(Entry.of(caseId, "embargo.kept").detail("reason", reason.strip()));
    }

    /** The case's state for the rules that look across: some vendor knows since there is a case with vendors. */
    CaseState state(CaseId caseId) {
        boolean fixed = jdbc.sql(
                        "select exists(select from vulnerability_status where case_id = :case and status = 'FIXED')")
                .param("case", caseId.value())
                .query(Boolean.class)
                .single();
        World world = world(caseId);
        return new CaseState(fixed ? FixPath.FIX_READY : FixPath.AWARE, DeploymentPath.NOT_DEPLOYED, world);
    }

    private static CaseState state(World world) {
        return new CaseState(FixPath.AWARE, DeploymentPath.NOT_DEPLOYED, world);
    }
}
