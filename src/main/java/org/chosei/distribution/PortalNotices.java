package org.chosei.distribution;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.participants.Participants;
import org.chosei.jobs.Job;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.mail.OwnNumber;
import org.chosei.registry.ContactPoint;
import org.chosei.registry.ContactPoints;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * From a wave's instant on, tells vendors that see the notice and get no mail that they could open that something waits
 * on the portal; never what. One second earlier the mail itself would be a disclosure. Each is told once, however often
 * this runs.
 */
@Component
class PortalNotices implements Job {
    static final String KIND = "distribution.portal-notices";

    private final WaveStore store;
    private final WaveSendPermission permission;
    private final Cases cases;
    private final ContactPoints contacts;
    private final Participants participants;
    private final ClearLetters letters;
    private final Site site;
    private final InstantSource clock;

    PortalNotices(
            WaveStore store,
            WaveSendPermission permission,
            Cases cases,
            ContactPoints contacts,
            Participants participants,
            ClearLetters letters,
            Site site,
            InstantSource clock) {
        this.store = store;
        this.permission = permission;
        this.cases = cases;
        this.contacts = contacts;
        this.participants = participants;
        this.letters = letters;
        this.site = site;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Purpose purpose() {
        return Purpose.MAIL_OUT;
    }

    @Override
    @Transactional
    public void run(UUID id) {
        Wave wave = store.find(id).orElseThrow();
        if (wave.cancelledAt() != null) {
            return;
        }
        if (!store.begun(id)) {
            throw new IllegalStateException("nobody is told before the instant");
        }
        Set<OrganisationId> untold = store.tell(id, permission.withoutMail(wave, store.chosen(id)));
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
