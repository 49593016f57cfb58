package org.chosei.distribution;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Grants;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.Deliveries;
import org.chosei.mail.MaySend;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asked just before mail leaves: the wave stands, the vendor's grant from it holds at this moment, the gate still agrees,
 * and the key that the mail was encrypted to is still one that the gate would choose.
 */
@Component
class WaveSendPermission implements MaySend {
    private final WaveStore store;
    private final Grants grants;
    private final Gate gate;
    private final Policies policies;
    private final GateFacts facts;
    private final Deliveries deliveries;
    private final PortalLetters portal;
    private final InstantSource clock;

    WaveSendPermission(
            WaveStore store,
            Grants grants,
            Gate gate,
            Policies policies,
            GateFacts facts,
            Deliveries deliveries,
            PortalLetters portal,
            InstantSource clock) {
        this.store = store;
        this.grants = grants;
        this.gate = gate;
        this.policies = policies;
        this.facts = facts;
        this.deliveries = deliveries;
        this.portal = portal;
        this.clock = clock;
    }

    @Override
    public Set<UUID> allowed(Collection<Candidate> candidates) {
        Set<UUID> allowed = new HashSet<>();
        candidates.stream()
                .collect(Collectors.groupingBy(Candidate::caseId))
                .forEach((caseId, of) -> allowed.addAll(allowed(caseId, of)));
        return allowed;
    }

    /** Whoever may see the notice and cannot open this mail any more is told in the same transaction that the portal has it. */
    private Set<UUID> allowed(CaseId caseId, List<Candidate> candidates) {
        Set<OrganisationId> vendors =
                candidates.stream().map(Candidate::organisation).collect(Collectors.toSet());
        Map<UUID, Wave> waves = store.of(caseId).stream()
                .filter(wave -> wave.cancelledAt() == null)
                .collect(Collectors.toMap(Wave::id, wave -> wave));
        Set<Grants.Held> held = grants.held(caseId, vendors);
        Map<OrganisationId, Gate.Decision> decisions = decisions(caseId, vendors, clock.instant());
        Set<UUID> allowed = new HashSet<>();
        Map<Wave, Set<OrganisationId>> onPortal = new HashMap<>();
        for (Candidate each : candidates) {
            Wave wave = each.wave() == null ? null : waves.get(each.wave());
            boolean stands = (each.wave() == null || wave != null) && holds(held, each.wave(), each.organisation());
            Gate.Decision decision = decisions.get(each.organisation());
            if (stands && decision != null && opens(decision, each.fingerprint())) {
                allowed.add(each.delivery());
            } else if (stands && decision != null && decision.answer().eligible() && wave != null) {
                onPortal.computeIfAbsent(wave, _ -> new HashSet<>()).add(each.organisation());
            }
        }
        onPortal.forEach(portal::tell);
        return allowed;
    }

    /**
     * Which of the chosen see the notice on the portal and get no mail. Of a mail that waits nothing is asked before its turn:
     * when it may not leave, {@link #allowed} tells its vendor.
     */
    Set<OrganisationId> withoutMail(Wave wave, Set<OrganisationId> chosen) {
        Set<OrganisationId> unmailed = new HashSet<>(chosen);
        unmailed.removeAll(deliveries.mailed(wave.caseId(), wave.id()));
        if (unmailed.isEmpty()) {
            return Set.of();
        }
        Set<Grants.Held> held = grants.held(wave.caseId(), unmailed);
        Map<OrganisationId, Gate.Decision> decisions = decisions(wave.caseId(), unmailed, wave.visibleFrom());
        return unmailed.stream()
                .filter(vendor -> holds(held, wave.id(), vendor))
                .filter(vendor -> {
                    Gate.Decision decision = decisions.get(vendor);
                    return decision != null && decision.answer().eligible();
                })
                .collect(Collectors.toSet());
    }

    private static boolean opens(Gate.Decision decision, String fingerprint) {
        return decision.keys().stream().anyMatch(key -> key.fingerprint().equals(fingerprint));
    }

    private static boolean holds(Set<Grants.Held> held, @Nullable UUID wave, OrganisationId vendor) {
        return wave == null
                ? held.stream().anyMatch(each -> each.organisation().equals(vendor))
                : held.contains(new Grants.Held(wave, vendor));
    }

    private Map<OrganisationId, Gate.Decision> decisions(
            CaseId caseId, Set<OrganisationId> vendors, Instant distributedAt) {
        return gate.ask(policies.inForce(), facts.of(caseId), distributedAt, vendors, clock.instant());
    }
}
