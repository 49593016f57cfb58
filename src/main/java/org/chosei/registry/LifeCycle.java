package org.chosei.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Organisation.Kind;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** An organisation's way from acceptance to leaving, as staff lead it. Becoming active is left to agreements and keys. */
@Component
@Transactional
public class LifeCycle {
    private final OrganisationStore store;
    private final StepEvidence evidence;
    private final Vault vault;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;

    LifeCycle(
            OrganisationStore store,
            StepEvidence evidence,
            Vault vault,
            Ledger ledger,
            ApplicationEventPublisher events) {
        this.store = store;
        this.evidence = evidence;
        this.vault = vault;
        this.ledger = ledger;
        this.events = events;
    }

    /**
     * One step of the way.
     *
     * @param by as {@code Scope.actor()} writes it
     * @param reason empty when none was given
     */
    public record Step(UUID id, OrganisationState state, Instant since, String by, String reason) {}

    /** The whole way, oldest first, with the reasons opened; for staff and for the organisation itself. */
    public List<Step> history(OrganisationId organisation) {
        List<OrganisationStore.StateRow> rows = store.history(organisation);
        List<SealedId> sealed =
                rows.stream().flatMap(row -> Stream.ofNullable(row.reason())).toList();
        Map<SealedId, Opened> reasons = sealed.isEmpty() ? Map.of() : vault.open(OpenPurpose.READ, sealed);
        return rows.stream()
                .map(row -> new Step(row.id(), row.state(), row.since(), row.by(), text(reasons, row.reason())))
                .toList();
    }

    private static String text(Map<SealedId, Opened> opened, @Nullable SealedId id) {
        Opened found = id == null ? null : opened.get(id);
        return found == null ? "" : new String(found.bytes(), StandardCharsets.UTF_8);
    }

    /** What staff may make of it now. A vendor becomes active by itself; nobody else has steps before that. */
    public static Set<OrganisationState> choices(Kind kind, @Nullable OrganisationState now) {
        if (now == null || kind == Kind.COORDINATOR) {
            return Set.of();
        }
        Set<OrganisationState> choices = EnumSet.noneOf(OrganisationState.class);
        choices.addAll(now.next());
        choices.removeIf(kind == Kind.VENDOR ? OrganisationState.ACTIVE::equals : OrganisationState::waits);
        return choices;
    }

    /**
     * Takes a step, if what it says is on record. Suspending and leaving cut what the organisation was given to see, in the same transaction.
     *
     * @param seen the newest step on the page on which it was decided
     * @param reason needed where something ends, the suspension included; the organisation can read it
     */
    public void move(OrganisationId id, UUID seen, OrganisationState to, String reason) {
        Organisation organisation = store.byId(Set.of(id)).stream().findFirst().orElseThrow(Refusal.NotFound::new);
        store.lock(id);
        List<OrganisationStore.StateRow> steps = store.history(id);
        OrganisationStore.StateRow newest = steps.isEmpty() ? null : steps.getLast();
        if (newest == null || !newest.id().equals(seen)) {
            throw new Refusal.Stale("organisation-moved");
        }
        OrganisationState from = newest.state();
        if (!choices(organisation.kind(), from).contains(to)) {
            throw new Refusal.WrongState("organisation-step");
        }
        evidence.require(id, to);
        boolean ends = to.stopped() || from.stopped();
        String why = ends || !reason.isBlank() ? Words.requireReason("reason", reason) : "";
        record(id, to, why);
        if (!to.stopped() && from.stopped() && to.waits()) {
            events.publishEvent(new SuspensionEnded(id));
        }
    }

    /** The acting person's own organisation leaves for good; what staff's step would end ends with it. */
    public void leave(String reason) {
        OrganisationId id = Scopes.person().organisation();
        store.lock(id);
        OrganisationState now = store.states(Set.of(id)).get(id);
        if (now == null || !now.next().contains(OrganisationState.WITHDRAWN)) {
            throw new Refusal.WrongState("organisation-left");
        }
        record(id, OrganisationState.WITHDRAWN, Words.requireReason("reason", reason));
    }

    private void record(OrganisationId id, OrganisationState to, String why) {
        store.addState(id, to, why.isEmpty() ? null : vault.seal(id, why.getBytes(StandardCharsets.UTF_8)));
        ledger.append(Entry.ofInstallation("organisation.moved")
                .about("organisation", id)
                .about("state", to)
                .detail("reason", why));
        if (to.stopped()) {
            events.publishEvent(new OrganisationStopped(id, to));
        }
    }
}
