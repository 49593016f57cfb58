package org.chosei.cases.participants;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.ContactPoint;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what a participant's page of a case says of the participant itself. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class OwnParts {
    private final Participants participants;
    private final Introductions introductions;
    private final Organisations organisations;
    private final ContactPoints contacts;

    OwnParts(
            Participants participants,
            Introductions introductions,
            Organisations organisations,
            ContactPoints contacts) {
        this.participants = participants;
        this.introductions = introductions;
        this.organisations = organisations;
        this.contacts = contacts;
    }

    /** For the acting person's organisation. */
    public OwnPart of(CaseId caseId, Locale locale) {
        OrganisationId own = Scopes.person().organisation();
        List<OrganisationId> known = introductions.known(caseId);
        Map<OrganisationId, ContactPoint> teams = known.isEmpty() ? Map.of() : contacts.teams(known);
        List<OwnPart.Known> others = known.isEmpty()
                ? List.of()
                : organisations.byId(known).values().stream()
                        .map(each -> new OwnPart.Known(
                                each.name(locale),
                                teams.containsKey(each.id())
                                        ? teams.get(each.id()).email()
                                        : ""))
                        .toList();
        return new OwnPart(
                participants.numbers(own, List.of(caseId)).getOrDefault(caseId, ""),
                introductions.asked(caseId),
                introductions.answered(caseId),
                others);
    }
}
