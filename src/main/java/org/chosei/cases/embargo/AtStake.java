package org.chosei.cases.embargo;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Grants;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.protocol.ConsentState;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whose access hangs on a decision about terms: whoever declined them loses the case when they come into force. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class AtStake {
    private final ConsentStore consents;
    private final Grants grants;
    private final InstantSource clock;

    AtStake(ConsentStore consents, Grants grants, InstantSource clock) {
        this.consents = consents;
        this.grants = grants;
        this.clock = clock;
    }

    /** By open proposal, who sees the case now and would lose it; proposals that cost nobody anything are absent. Two queries. */
    public Map<UUID, Set<OrganisationId>> of(CaseId caseId, Negotiation stands) {
        Map<UUID, Map<OrganisationId, ConsentState>> said = new LinkedHashMap<>();
        consents.newest(caseId)
                .forEach(row -> said.computeIfAbsent(row.term(), _ -> new LinkedHashMap<>())
                        .put(row.organisation(), row.at(clock.instant())));
        Term active = stands.active();
        Set<OrganisationId> before = active == null ? Set.of() : declined(said.getOrDefault(active.id(), Map.of()));
        Map<UUID, Set<OrganisationId>> lose = new LinkedHashMap<>();
        stands.open().forEach(term -> {
            Map<OrganisationId, ConsentState> own = said.getOrDefault(term.id(), Map.of());
            Set<OrganisationId> all = new HashSet<>(before);
            all.removeAll(own.keySet());
            all.addAll(declined(own));
            lose.put(term.id(), all);
        });
        Set<OrganisationId> everybody =
                lose.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
        Set<OrganisationId> holders = everybody.isEmpty() ? Set.of() : grants.holders(caseId, everybody);
        lose.values().forEach(each -> each.retainAll(holders));
        lose.values().removeIf(Set::isEmpty);
        return lose;
    }

    private static Set<OrganisationId> declined(Map<OrganisationId, ConsentState> said) {
        return said.entrySet().stream()
                .filter(each -> each.getValue() == ConsentState.DECLINED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
