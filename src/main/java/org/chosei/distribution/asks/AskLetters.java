package org.chosei.distribution.asks;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.participants.Participants;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.mail.OwnNumber;
import org.chosei.registry.Contact;
import org.chosei.registry.Organisations;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/** The mails of the first two rungs: which step is asked, of which number, until when; never anything of the case. */
@Component
class AskLetters {
    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (xxx)", Locale.ROOT);

    private final Cases cases;
    private final Participants participants;
    private final Organisations organisations;
    private final ClearLetters letters;
    private final Site site;
    private final InstantSource clock;

    AskLetters(
            Cases cases,
            Participants participants,
            Organisations organisations,
            ClearLetters letters,
            Site site,
            InstantSource clock) {
        this.cases = cases;
        this.participants = participants;
        this.organisations = organisations;
        this.letters = letters;
        this.site = site;
        this.clock = clock;
    }

    /** To whom mail goes on a rung: the team, then the other contacts that have another address. */
    static List<Contact> to(Rung rung, List<Contact> known) {
        Set<String> teams = known.stream()
                .filter(each -> each.role() == Contact.Role.TEAM)
                .map(each -> each.email().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return switch (rung) {
            case REMINDER ->
                known.stream().filter(each -> each.role() == Contact.Role.TEAM).toList();
            case OTHERS ->
                List.copyOf(known.stream()
                        .filter(each -> each.role() != Contact.Role.TEAM
                                && !each.email().isBlank())
                        .filter(each -> !teams.contains(each.email().toLowerCase(Locale.ROOT)))
                        .collect(Collectors.toMap(
                                each -> each.email().toLowerCase(Locale.ROOT),
                                each -> each,
                                (one, _) -> one,
                                java.util.LinkedHashMap::new))
                        .values());
            case TELEPHONE, LETTER, FAX -> List.of();
        };
    }

    /** Stages the mails of these, in statements that grow with the cases and not with the vendors. */
    void stage(Map<Reminders.Due, List<Contact>> each) {
        Map<CaseId, List<OrganisationId>> vendors = new HashMap<>();
        each.forEach((due, to) -> {
            if (!to.isEmpty()) {
                vendors.computeIfAbsent(due.asks().caseId(), _ -> new ArrayList<>())
                        .add(due.asks().vendor());
            }
        });
        if (vendors.isEmpty()) {
            return;
        }
        Map<CaseId, CoordinatedCase> known =
                cases.byId(vendors.keySet()).stream().collect(Collectors.toMap(CoordinatedCase::id, of -> of));
        Map<CaseId, Map<OrganisationId, String>> numbers = new HashMap<>();
        vendors.forEach((of, own) -> numbers.put(of, participants.numbers(of, own)));
        var names = organisations.byId(
                vendors.values().stream().flatMap(List::stream).collect(Collectors.toSet()));
        List<ClearLetters.Letter> written = new ArrayList<>();
        each.forEach((due, to) -> {
            CoordinatedCase of = known.get(due.asks().caseId());
            if (of == null) {
                return;
            }
            for (Contact contact : to) {
                OrganisationId vendor = due.asks().vendor();
                var organisation = names.get(vendor);
                Map<String, String> variables = new HashMap<>(
                        contact.salutation(organisation == null ? "" : organisation.name(contact.language())));
                variables.values().removeIf(String::isBlank);
                variables.putAll(OwnNumber.variables(
                        numbers.getOrDefault(of.id(), Map.of()).getOrDefault(vendor, "")));
                variables.putAll(Map.of(
                        "team", site.name(contact.language()),
                        "number", of.number(),
                        "until", UNTIL.format(until(due).atZone(site.zone())),
                        "link", site.address("/our-cases/" + of.id())));
                written.add(new ClearLetters.Letter(
                        Uuid7.at(clock.instant()),
                        contact.email(),
                        contact.language(),
                        contact.charset(),
                        template(due.coming().step()),
                        variables));
            }
        });
        letters.stage(written);
    }

    private static Instant until(Reminders.Due due) {
        return Objects.requireNonNull(due.asks().current()).due();
    }

    private static ClearTemplate template(Step step) {
        return switch (step) {
            case RECEIPT -> ClearTemplate.ASK_RECEIPT;
            case AFFECTED -> ClearTemplate.ASK_AFFECTED;
            case FIX -> ClearTemplate.ASK_FIX;
        };
    }
}
