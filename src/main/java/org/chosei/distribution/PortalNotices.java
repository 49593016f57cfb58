package org.chosei.distribution;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Purpose;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.jobs.Job;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.registry.ContactPoints;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * At a wave's instant, tells eligible vendors without a usable key that something waits on the portal; never what. One
 * second earlier the mail itself would be a disclosure.
 */
@Component
class PortalNotices implements Job {
    static final String KIND = "distribution.portal-notices";

    private final WaveStore store;
    private final WaveSendPermission permission;
    private final Cases cases;
    private final ContactPoints contacts;
    private final ClearLetters letters;
    private final Site site;

    PortalNotices(
            WaveStore store,
            WaveSendPermission permission,
            Cases cases,
            ContactPoints contacts,
            ClearLetters letters,
            Site site) {
        this.store = store;
        this.permission = permission;
        this.cases = cases;
        this.contacts = contacts;
        this.letters = letters;
        this.site = site;
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
        Set<OrganisationId> chosen = store.selections(wave.caseId()).stream()
                .filter(each -> each.wave().equals(id) && each.chosen())
                .map(WaveStore.Selected::organisation)
                .collect(Collectors.toSet());
        Set<OrganisationId> portalOnly = permission.portalOnly(wave, chosen);
        CoordinatedCase of = cases.get(wave.caseId());
        contacts.teams(portalOnly)
                .values()
                .forEach(team -> letters.stage(
                        team.email(),
                        team.language(),
                        ClearTemplate.NOTICE,
                        Map.of(
                                "team", site.name(team.language()),
                                "number", of.number(),
                                "link", site.address("/our-cases/" + of.id()))));
    }
}
