package org.chosei.distribution;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.participants.Participants;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.mail.OwnNumber;
import org.chosei.registry.ContactPoint;
import org.chosei.registry.ContactPoints;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells vendors that something waits for them on the portal; never what. Each is told once of a wave, however often this is asked. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PortalLetters {
    private final WaveStore store;
    private final Cases cases;
    private final ContactPoints contacts;
    private final Participants participants;
    private final ClearLetters letters;
    private final Site site;
    private final InstantSource clock;

    PortalLetters(
            WaveStore store,
            Cases cases,
            ContactPoints contacts,
            Participants participants,
            ClearLetters letters,
            Site site,
            InstantSource clock) {
        this.store = store;
        this.cases = cases;
        this.contacts = contacts;
        this.participants = participants;
        this.letters = letters;
        this.site = site;
        this.clock = clock;
    }

    /**
     * For whoever may see the notice and gets no mail that it could open.
     *
     * @throws IllegalStateException before the wave's instant: the letter itself would be a disclosure
     */
    void tell(Wave wave, Set<OrganisationId> vendors) {
        if (!store.begun(wave.id())) {
            throw new IllegalStateException("nobody is told before the instant");
        }
        if (vendors.isEmpty()) {
            return;
        }
        Set<OrganisationId> untold = store.tell(wave.id(), vendors);
        CoordinatedCase of = cases.get(wave.caseId());
        Map<OrganisationId, String> own = participants.numbers(of.id(), untold);
        letters.stage(contacts.teams(untold).entrySet().stream()
                .map(team -> letter(of, team.getValue(), own.getOrDefault(team.getKey(), "")))
                .toList());
    }

    private ClearLetters.Letter letter(CoordinatedCase of, ContactPoint team, String own) {
        Map<String, String> variables = new HashMap<>(OwnNumber.variables(own));
        variables.putAll(Map.of(
                "team", site.name(team.language()),
                "number", of.number(),
                "link", site.address("/our-cases/" + of.id())));
        return new ClearLetters.Letter(
                Uuid7.at(clock.instant()),
                team.email(),
                team.language(),
                team.charset(),
                ClearTemplate.NOTICE,
                variables);
    }
}
