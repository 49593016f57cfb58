package org.chosei.protocol;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one participant stands: its report, the embargo as far as it matters to it, its own path and the world.
 *
 * @param embargo null where none matters: before the report came, after it was closed, and once the public knows
 * @param fix null for who makes no fix
 * @param deployment null for who deploys none
 * @param world null before the report came and after it was closed
 */
public record ParticipantState(
        ReportState report,
        @Nullable EmbargoState embargo,
        @Nullable FixPath fix,
        @Nullable DeploymentPath deployment,
        @Nullable World world) {

    /** All that whoever has these roles can be in. */
    public static Set<ParticipantState> reachable(Set<CaseRole> roles) {
        Set<ParticipantState> reachable = new LinkedHashSet<>();
        for (ReportState report : reports(roles)) {
            if (!report.open()) {
                reachable.add(new ParticipantState(report, null, null, null, null));
                continue;
            }
            for (Paths paths : paths(roles, report)) {
                for (World world : World.all()) {
                    embargoes(world)
                            .forEach(embargo -> reachable.add(new ParticipantState(
                                    report, embargo.orElse(null), paths.fix(), paths.deployment(), world)));
                }
            }
        }
        return reachable;
    }

    private static Set<ReportState> reports(Set<CaseRole> roles) {
        Set<ReportState> seen = new LinkedHashSet<>(Set.of(CaseRole.start(roles)));
        List<ReportState> open = new ArrayList<>(seen);
        while (!open.isEmpty()) {
            ReportState.MACHINE.legal(open.removeFirst()).values().stream()
                    .filter(seen::add)
                    .forEach(open::add);
        }
        return seen;
    }

    private record Paths(@Nullable FixPath fix, @Nullable DeploymentPath deployment) {}

    /** A vendor that got the report is aware; fixes are made and deployed by whoever has taken the report on. */
    private static List<Paths> paths(Set<CaseRole> roles, ReportState report) {
        boolean vendor = roles.contains(CaseRole.VENDOR);
        boolean deployer = roles.contains(CaseRole.DEPLOYER);
        List<FixPath> fixes = report.prioritised() ? List.of(FixPath.AWARE, FixPath.FIX_READY) : List.of(FixPath.AWARE);
        List<DeploymentPath> deployments =
                report.prioritised() ? List.of(DeploymentPath.values()) : List.of(DeploymentPath.NOT_DEPLOYED);
        if (!vendor) {
            return deployer
                    ? deployments.stream().map(each -> new Paths(null, each)).toList()
                    : List.of(new Paths(null, null));
        }
        return fixes.stream()
                .flatMap(fix -> deployer
                        ? deployments.stream()
                                .filter(each -> each == DeploymentPath.NOT_DEPLOYED || fix == FixPath.FIX_READY)
                                .map(each -> new Paths(fix, each))
                        : Stream.of(new Paths(fix, null)))
                .toList();
    }

    private static List<Optional<EmbargoState>> embargoes(World world) {
        if (world.ephemeral()) {
            return List.of();
        }
        return world.publicAware()
                ? List.of(Optional.empty())
                : Stream.of(EmbargoState.values()).map(Optional::of).toList();
    }
}
