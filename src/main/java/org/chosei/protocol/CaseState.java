package org.chosei.protocol;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The case state (Vultron CS): vendor's path, deployer's path and the world. 32 of them are possible, because nothing is
 * deployed that is not ready. Some last for no time: they occur in histories only, and {@link #settled} is what is kept.
 */
public record CaseState(FixPath fix, DeploymentPath deployment, World world) {
    /** Before anything happened. */
    public static final CaseState START = new CaseState(FixPath.UNAWARE, DeploymentPath.NOT_DEPLOYED, World.QUIET);

    /** The 58 transitions, made from the rules of {@link #after}. */
    public static final Machine<CaseState, CaseEvent> MACHINE = machine();

    public CaseState {
        if (deployment == DeploymentPath.DEPLOYED && fix != FixPath.FIX_READY) {
            throw new IllegalArgumentException("nothing is deployed that is not ready");
        }
    }

    /** Where the event leads; empty when it happened before, or cannot happen yet, or something else must come first. */
    public Optional<CaseState> after(CaseEvent event) {
        if (fix == FixPath.UNAWARE && world.publicAware() && event != CaseEvent.VENDOR_AWARE) {
            return Optional.empty();
        }
        if (world.ephemeral() && event != CaseEvent.PUBLIC_AWARE) {
            return Optional.empty();
        }
        return possible(event) ? Optional.of(with(event)) : Optional.empty();
    }

    private boolean possible(CaseEvent event) {
        return switch (event) {
            case VENDOR_AWARE -> fix == FixPath.UNAWARE;
            case FIX_READY -> fix == FixPath.AWARE;
            case FIX_DEPLOYED -> fix == FixPath.FIX_READY && deployment == DeploymentPath.NOT_DEPLOYED;
            case PUBLIC_AWARE -> !world.publicAware();
            case EXPLOIT_PUBLIC -> !world.exploitPublic();
            case ATTACKS_OBSERVED -> !world.attacksObserved();
        };
    }

    private CaseState with(CaseEvent event) {
        return switch (event) {
            case VENDOR_AWARE -> new CaseState(FixPath.AWARE, deployment, world);
            case FIX_READY -> new CaseState(FixPath.FIX_READY, deployment, world);
            case FIX_DEPLOYED -> new CaseState(fix, DeploymentPath.DEPLOYED, world);
            case PUBLIC_AWARE, EXPLOIT_PUBLIC, ATTACKS_OBSERVED -> new CaseState(fix, deployment, world.with(event));
        };
    }

    /** Whether this lasts for no time: a vendor learns what the public knows, the public learns of a public exploit. */
    public boolean ephemeral() {
        return world.ephemeral() || (fix == FixPath.UNAWARE && world.publicAware());
    }

    /** What is kept: the events that follow of themselves have happened too (Vultron SM-09-001). */
    public CaseState settled() {
        CaseState state = this;
        while (state.ephemeral()) {
            CaseState before = state;
            state = state.after(before.world.ephemeral() ? CaseEvent.PUBLIC_AWARE : CaseEvent.VENDOR_AWARE)
                    .orElseThrow();
        }
        return state;
    }

    /** Replays what happened, in order; empty when it cannot have happened so. Times are never compared. */
    public static Optional<CaseState> replay(List<CaseEvent> history) {
        Optional<CaseState> state = Optional.of(START);
        for (CaseEvent event : history) {
            state = state.flatMap(at -> at.after(event));
        }
        return state;
    }

    /** As the protocol writes it, for example {@code VFdPxa}. */
    public String letters() {
        return fix.letters() + deployment.letters() + world.letters();
    }

    private static Machine<CaseState, CaseEvent> machine() {
        Set<CaseState> seen = new LinkedHashSet<>(List.of(START));
        List<CaseState> open = new ArrayList<>(seen);
        Machine.Builder<CaseState, CaseEvent> builder = Machine.from(START, Set.of(finished()));
        while (!open.isEmpty()) {
            CaseState state = open.removeFirst();
            for (CaseEvent event : CaseEvent.values()) {
                state.after(event).ifPresent(next -> {
                    builder.arrow(state, event, next);
                    if (seen.add(next)) {
                        open.add(next);
                    }
                });
            }
        }
        return builder.build();
    }

    private static CaseState finished() {
        return new CaseState(FixPath.FIX_READY, DeploymentPath.DEPLOYED, new World(true, true, true));
    }
}
