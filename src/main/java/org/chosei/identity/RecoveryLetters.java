package org.chosei.identity;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.mail.MailSettings;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/** Mails the link, and tells the teams of the person that there is one; neither names more than it must. */
@Component
class RecoveryLetters {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (xxx)", Locale.ROOT);

    private final ClearLetters letters;
    private final TeamAddresses teams;
    private final CoordinatorOrganisation coordinator;
    private final MailSettings mail;
    private final Site site;
    private final InstantSource clock;

    RecoveryLetters(
            ClearLetters letters,
            TeamAddresses teams,
            CoordinatorOrganisation coordinator,
            MailSettings mail,
            Site site,
            InstantSource clock) {
        this.letters = letters;
        this.teams = teams;
        this.coordinator = coordinator;
        this.mail = mail;
        this.site = site;
        this.clock = clock;
    }

    void link(RecoveryStore.Account account, Token token, Instant until) {
        Locale locale = Locale.of(account.locale());
        letters.stage(
                account.email(),
                locale,
                ClearTemplate.ACCOUNT_RECOVERY,
                Map.of(
                        "team", site.name(locale),
                        "person", account.name(),
                        "link", site.address("/recovery/" + token.value()),
                        "until", written(until)));
    }

    /** The CSIRT's own mailbox hears of its people; a team hears of its own. */
    void tell(RecoveryStore.Account account) {
        String at = written(clock.instant());
        List<TeamAddresses.Team> told = teams.of(account.organisations());
        for (TeamAddresses.Team team : told) {
            if (!team.organisation().equals(coordinator.id())) {
                letters.stage(
                        team.email(),
                        team.language(),
                        team.charset(),
                        ClearTemplate.ACCOUNT_RECOVERY_TOLD,
                        Map.of(
                                "team", site.name(team.language()),
                                "organisation", team.name(),
                                "at", at,
                                "link", site.address("/members")));
            }
        }
        if (account.organisations().contains(coordinator.id())) {
            letters.stage(
                    mail.fromAddress(),
                    Locale.ROOT,
                    ClearTemplate.ACCOUNT_RECOVERY_TOLD,
                    Map.of("team", site.name(Locale.ENGLISH), "at", at, "link", site.address("/people")));
        }
    }

    private String written(Instant at) {
        return MINUTE.format(at.atZone(site.zone()));
    }
}
