package org.chosei.registry;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.NextStep.State;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What an organisation has done and what is missing until notices reach it, said as it is. */
@Component
@Transactional(readOnly = true)
public class NextSteps {
    private final List<OwnSteps> rooms;
    private final VettingAsked policy;
    private final Organisations organisations;
    private final ContactKeys keys;
    private final Vettings vettings;
    private final InstantSource clock;

    NextSteps(
            List<OwnSteps> rooms,
            VettingAsked policy,
            Organisations organisations,
            ContactKeys keys,
            Vettings vettings,
            InstantSource clock) {
        this.rooms = rooms;
        this.policy = policy;
        this.organisations = organisations;
        this.keys = keys;
        this.vettings = vettings;
        this.clock = clock;
    }

    /** For a vendor that has not stopped; empty for all others. */
    public List<NextStep> of(OrganisationId id) {
        boolean vendor = organisations
                .find(id)
                .filter(each -> each.kind() == Organisation.Kind.VENDOR)
                .isPresent();
        OrganisationState state = organisations.states(Set.of(id)).get(id);
        if (!vendor || state == null || state.stopped()) {
            return List.of();
        }
        List<NextStep> steps = new ArrayList<>();
        rooms.forEach(room -> steps.addAll(room.of(id)));
        boolean proved = !keys.proved(Set.of(id)).getOrDefault(id, List.of()).isEmpty();
        steps.add(NextStep.of("key", proved, State.YOURS, "/organisation#keys"));
        Vetting vetting = vettings.at(Set.of(id), clock.instant()).getOrDefault(id, Vetting.UNKNOWN);
        boolean keptBack = policy.keepsBack(vetting);
        if (keptBack || vetting.state() != Vetting.State.NONE) {
            steps.add(NextStep.of("vetting", vetting.state().vetted(), State.CSIRT, "/organisation"));
        }
        boolean active = state == OrganisationState.ACTIVE;
        // active by its own doing, and still without notices: both are said
        steps.add(
                active && keptBack
                        ? new NextStep("active-unvetted", State.CSIRT, "/organisation#state")
                        : NextStep.of("active", active, State.LATER, "/organisation#state"));
        return steps;
    }

    /** Whether anything is left to do before notices reach it. */
    public boolean open(OrganisationId id) {
        return of(id).stream().anyMatch(step -> step.key().startsWith("active") && step.state() != State.DONE);
    }
}
