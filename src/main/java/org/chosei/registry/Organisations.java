package org.chosei.registry;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Organisation.RegistrationClass;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The organisations that the acting scope may know: staff all, a member its own (and the coordinating CSIRT). */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Organisations {
    private final OrganisationStore store;
    private final CoordinatingCsirt coordinator;
    private final Ledger ledger;

    Organisations(OrganisationStore store, CoordinatingCsirt coordinator, Ledger ledger) {
        this.store = store;
        this.coordinator = coordinator;
        this.ledger = ledger;
    }

    public Optional<Organisation> find(OrganisationId id) {
        return store.byId(Set.of(id)).stream().findFirst();
    }

    /** One query, whatever their number; unknown ids are absent. */
    public Map<OrganisationId, Organisation> byId(Collection<OrganisationId> ids) {
        Map<OrganisationId, Organisation> found = new LinkedHashMap<>();
        store.byId(ids).forEach(organisation -> found.put(organisation.id(), organisation));
        return found;
    }

    /** Those among them whose registration was accepted and that are neither suspended nor withdrawn. One query. */
    public Set<OrganisationId> isActive(Collection<OrganisationId> ids) {
        Set<OrganisationId> active = new LinkedHashSet<>();
        registered(ids).forEach((id, registered) -> {
            if (registered.active()) {
                active.add(id);
            }
        });
        return active;
    }

    /**
     * What a registration says of who may receive what.
     *
     * @param registrationClass only vendors have one
     * @param active accepted, and neither suspended nor withdrawn
     */
    public record Registered(@Nullable RegistrationClass registrationClass, boolean active) {}

    /** One query, whatever their number; unknown ids are absent. */
    public Map<OrganisationId, Registered> registered(Collection<OrganisationId> ids) {
        return store.registered(ids);
    }

    /** All vendors, by name. Staff only. */
    public List<Organisation> vendors() {
        return store.vendors();
    }

    /** The same, by their ids alone: in the order of the database's indexes. Staff only. */
    public List<OrganisationId> vendorIds() {
        return store.vendorIds();
    }

    /** All partner CSIRTs, by name. Staff only. */
    public List<Organisation> partners() {
        return store.partners();
    }

    /** The coordinating CSIRT itself. */
    public OrganisationId coordinator() {
        return coordinator.id();
    }

    /** Where each stands now, in one query; the coordinating CSIRT has no state and is absent. */
    public Map<OrganisationId, OrganisationState> states(Collection<OrganisationId> ids) {
        return store.states(ids);
    }

    /** Refuses what would be done for an organisation that has left for good; whoever returns registers anew. */
    public void requireNotLeft(OrganisationId id) {
        if (store.states(Set.of(id)).get(id) == OrganisationState.WITHDRAWN) {
            throw new Refusal.WrongState("organisation-left");
        }
    }

    /** Where one stood at an instant; empty before it was registered. */
    public Optional<OrganisationState> stateAt(OrganisationId id, Instant at) {
        return store.stateAt(id, at);
    }

    /** Completes a registration, as its last agreement or proof does; changes nothing in any other state. */
    public void activate(OrganisationId id) {
        store.lock(id);
        OrganisationState state = store.states(Set.of(id)).get(id);
        if (state != null && state.waits()) {
            store.addState(id, OrganisationState.ACTIVE, null);
            ledger.append(Entry.ofInstallation("organisation.activated").about("organisation", id));
        }
    }

    void add(Organisation organisation, OrganisationState state) {
        store.add(organisation);
        store.addState(organisation.id(), state, null);
        ledger.append(Entry.ofInstallation("organisation.added")
                .about("organisation", organisation.id())
                .about("kind", organisation.kind()));
    }
}
