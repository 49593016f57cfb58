package org.chosei.intake;

import java.util.Map;
import java.util.Optional;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/** Tells a partner the number of the case that its report became, and no more than that. */
@Component
class Acknowledgements {
    private final Partners partners;
    private final ClearLetters letters;
    private final Site site;

    Acknowledgements(Partners partners, ClearLetters letters, Site site) {
        this.partners = partners;
        this.letters = letters;
        this.site = site;
    }

    /** Stages the mail to the team's address and returns that address; empty when the partner has none. */
    Optional<String> send(OrganisationId partner, String number) {
        return partners.team(partner).map(team -> {
            letters.stage(
                    team.email(),
                    team.language(),
                    team.charset(),
                    ClearTemplate.REPORT_ACKNOWLEDGEMENT,
                    Map.of("team", site.name(team.language()), "number", number));
            return team.email();
        });
    }
}
