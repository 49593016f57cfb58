package org.chosei.distribution;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Grants;
import org.chosei.access.Purpose;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.Negotiations;
import org.chosei.cases.embargo.Proposed;
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

/** Asks for an answer about an embargo by mails that hold the case's number and the time to answer, and nothing else. */
@Component
class EmbargoLetters implements Job {
    static final String KIND = "distribution.embargo-letters";
    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (xxx)", Locale.ROOT);

    private final Negotiations negotiations;
    private final Cases cases;
    private final Grants grants;
    private final ContactPoints contacts;
    private final Participants participants;
    private final ClearLetters letters;
    private final Site site;
    private final InstantSource clock;

    EmbargoLetters(
            Negotiations negotiations,
            Cases cases,
            Grants grants,
            ContactPoints contacts,
            Participants participants,
            ClearLetters letters,
            Site site,
            InstantSource clock) {
        this.negotiations = negotiations;
        this.cases = cases;
        this.grants = grants;
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

    /** Tells every vendor that sees the case, but for the one that proposed; nobody when the terms were settled meanwhile. */
    @Override
    @Transactional
    public void run(UUID term) {
        negotiations.open(term).ifPresent(this::tell);
    }

    private void tell(Proposed proposed) {
        CoordinatedCase of = cases.get(proposed.term().caseId());
        Set<OrganisationId> told = new HashSet<>(grants.holders(of.id(), cases.vendors(of.id())));
        told.remove(proposed.by());
        Instant respondBy = proposed.term().respondBy();
        stage(of, told, respondBy == null ? proposed.term().until().toInstant() : respondBy);
    }

    /** In a number of statements that does not grow with them. */
    void stage(CoordinatedCase of, Collection<OrganisationId> organisations, Instant respondBy) {
        Map<OrganisationId, String> own = participants.numbers(of.id(), organisations);
        List<ClearLetters.Letter> each = contacts.teams(organisations).entrySet().stream()
                .map(team -> letter(of, team.getValue(), own.getOrDefault(team.getKey(), ""), respondBy))
                .toList();
        letters.stage(each);
    }

    /** Tells organisations that they see a case no more because terms came into force that they had declined. */
    void ended(CoordinatedCase of, Collection<OrganisationId> organisations) {
        letters.stage(contacts.teams(organisations).values().stream()
                .map(team -> new ClearLetters.Letter(
                        Uuid7.at(clock.instant()),
                        team.email(),
                        team.language(),
                        team.charset(),
                        ClearTemplate.EMBARGO_ACCESS_ENDED,
                        Map.of("team", site.name(team.language()), "number", of.number())))
                .toList());
    }

    private ClearLetters.Letter letter(CoordinatedCase of, ContactPoint team, String own, Instant respondBy) {
        Map<String, String> variables = new HashMap<>(OwnNumber.variables(own));
        variables.putAll(Map.of(
                "team", site.name(team.language()),
                "number", of.number(),
                "until", UNTIL.format(respondBy.atZone(site.zone())),
                "link", site.address("/our-cases/" + of.id() + "/embargo")));
        return new ClearLetters.Letter(
                Uuid7.at(clock.instant()),
                team.email(),
                team.language(),
                team.charset(),
                ClearTemplate.EMBARGO_ASKED,
                variables);
    }
}
