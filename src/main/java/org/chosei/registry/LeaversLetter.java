package org.chosei.registry;

import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.mail.MailSettings;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/** Tells a team that its organisation has left, and the CSIRT when it was the organisation that decided. */
@Component
class LeaversLetter {
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (xxx)", Locale.ROOT);

    private final ClearLetters letters;
    private final ContactPoints contacts;
    private final OrganisationStore organisations;
    private final MailSettings mail;
    private final Site site;
    private final InstantSource clock;

    LeaversLetter(
            ClearLetters letters,
            ContactPoints contacts,
            OrganisationStore organisations,
            MailSettings mail,
            Site site,
            InstantSource clock) {
        this.letters = letters;
        this.contacts = contacts;
        this.organisations = organisations;
        this.mail = mail;
        this.site = site;
        this.clock = clock;
    }

    void stage(OrganisationId id) {
        String at = AT.format(clock.instant().atZone(site.zone()));
        Organisation organisation =
                organisations.byId(Set.of(id)).stream().findFirst().orElseThrow();
        ContactPoint team = contacts.teams(Set.of(id)).get(id);
        if (team != null) {
            letters.stage(
                    team.email(),
                    team.language(),
                    ClearTemplate.WITHDRAWN,
                    Map.of(
                            "team", site.name(team.language()),
                            "organisation", organisation.name(team.language()),
                            "at", at));
        }
        if (Scopes.current() instanceof Scope.Person person && !person.isStaff()) {
            letters.stage(
                    mail.fromAddress(),
                    Locale.ROOT,
                    ClearTemplate.WITHDRAWAL_TOLD,
                    Map.of("team", site.name(Locale.ENGLISH), "at", at, "link", site.address("/organisations/" + id)));
        }
    }
}
