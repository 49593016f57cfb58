package org.chosei.distribution;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Grants;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.MaySend;
import org.springframework.stereotype.Component;

/** Asked just before mail leaves: the wave stands, the vendor's grant holds at this moment, and the gate still agrees. */
@Component
class WaveSendPermission implements MaySend {
    private final WaveStore store;
    private final Grants grants;
    private final Gate gate;
    private final Policies policies;
    private final Embargoes embargoes;
    private final InstantSource clock;

    WaveSendPermission(
            WaveStore store, Grants grants, Gate gate, Policies policies, Embargoes embargoes, InstantSource clock) {
        this.store = store;
        this.grants = grants;
        this.gate = gate;
        this.policies = policies;
        this.embargoes = embargoes;
        this.clock = clock;
    }

    @Override
    public Set<UUID> allowed(Collection<Candidate> candidates) {
        Set<UUID> allowed = new HashSet<>();
        Map<CaseId, List<Candidate>> byCase = candidates.stream().collect(Collectors.groupingBy(Candidate::caseId));
        byCase.forEach((caseId, of) -> {
            Set<UUID> cancelled = store.of(caseId).stream()
                    .filter(wave -> wave.cancelledAt() != null)
                    .map(Wave::id)
                    .collect(Collectors.toSet());
            Set<OrganisationId> full = withLevel(
                    caseId,
                    of.stream().map(Candidate::organisation).collect(Collectors.toSet()),
                    Answer.Level.FULL,
                    clock.instant());
            of.stream()
                    .filter(each -> full.contains(each.organisation()) && !cancelled.contains(each.wave()))
                    .forEach(each -> allowed.add(each.delivery()));
        });
        return allowed;
    }

    Set<OrganisationId> portalOnly(Wave wave, Set<OrganisationId> chosen) {
        return withLevel(wave.caseId(), chosen, Answer.Level.PORTAL_ONLY, wave.visibleFrom());
    }

    private Set<OrganisationId> withLevel(
            CaseId caseId, Set<OrganisationId> vendors, Answer.Level level, Instant distributedAt) {
        Set<OrganisationId> holders = grants.holders(caseId, vendors);
        return gate
                .ask(policies.inForce(), embargoes.of(caseId), distributedAt, holders, clock.instant())
                .entrySet()
                .stream()
                .filter(each -> each.getValue().answer().level() == level)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
