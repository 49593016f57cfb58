package org.chosei.distribution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.access.Grants;
import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Says exactly who would get what by a request, before it is carried out. Writes nothing. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class WavePreviews {
    private final WavePlanning planning;
    private final WaveStore store;
    private final Suggestions suggestions;
    private final Organisations organisations;
    private final Grants grants;

    WavePreviews(
            WavePlanning planning,
            WaveStore store,
            Suggestions suggestions,
            Organisations organisations,
            Grants grants) {
        this.planning = planning;
        this.store = store;
        this.suggestions = suggestions;
        this.organisations = organisations;
        this.grants = grants;
    }

    /**
     * A vendor within a preview.
     *
     * @param told whether it was told something of the case before, or will be by another wave
     */
    public record Line(Organisation vendor, Answer answer, boolean told) {}

    /**
     * What a request would do.
     *
     * @param mail get notice and mail
     * @param portal read on the portal, and get a mail without content
     * @param refused were chosen and may get nothing: the request cannot be carried out
     * @param others were not chosen
     * @param originators brought the case, are vendors, and neither were told nor would be
     * @param untold got the notice that this one amends, and would not hear of it
     * @param awaits whether another person has to approve it
     */
    public record Preview(
            CoordinatedCase of,
            int policy,
            int ordinal,
            String text,
            Instant instant,
            List<Line> mail,
            List<Line> portal,
            List<Line> refused,
            List<Line> others,
            List<Organisation> originators,
            List<Organisation> untold,
            boolean awaits) {}

    /** Looks at it; refuses what no form may say. Staff only. */
    public Preview of(Waves.Request request) {
        planning.check(request);
        WavePlanning.Look look = planning.look(request);
        Set<OrganisationId> told = grants.given(request.caseId()).stream()
                .filter(given -> given.from() != null)
                .map(Grants.Given::organisation)
                .collect(Collectors.toSet());
        List<Line> mail = new ArrayList<>();
        List<Line> portal = new ArrayList<>();
        List<Line> refused = new ArrayList<>();
        List<Line> others = new ArrayList<>();
        for (Organisation vendor : organisations.vendors()) {
            Gate.Decision decision = look.decisions().get(vendor.id());
            if (decision != null) {
                Line line = new Line(vendor, decision.answer(), told.contains(vendor.id()));
                if (!request.vendors().contains(vendor.id())) {
                    others.add(line);
                } else {
                    switch (decision.answer().level()) {
                        case FULL -> mail.add(line);
                        case PORTAL_ONLY -> portal.add(line);
                        case NO -> refused.add(line);
                    }
                }
            }
        }
        return new Preview(
                look.of(),
                look.policy().version(),
                look.ordinal(),
                look.notice().text(),
                WavePlanning.instant(request),
                mail,
                portal,
                refused,
                others,
                originators(request, told),
                untold(request),
                look.policy().asksApproval(look.of().tlp()));
    }

    private List<Organisation> originators(Waves.Request request, Set<OrganisationId> told) {
        Set<OrganisationId> missed = suggestions.of(request.caseId()).entrySet().stream()
                .filter(each -> each.getValue().originator())
                .map(Map.Entry::getKey)
                .filter(each -> !told.contains(each) && !request.vendors().contains(each))
                .collect(Collectors.toSet());
        return named(missed).stream()
                .filter(each -> each.kind() == Organisation.Kind.VENDOR)
                .toList();
    }

    private List<Organisation> untold(Waves.Request request) {
        @Nullable Amends amends = request.amends();
        if (amends == null) {
            return List.of();
        }
        Set<OrganisationId> missed = store.addressees(amends.notice());
        missed.removeAll(request.vendors());
        return named(missed);
    }

    private List<Organisation> named(Set<OrganisationId> ids) {
        return ids.isEmpty() ? List.of() : List.copyOf(organisations.byId(ids).values());
    }
}
