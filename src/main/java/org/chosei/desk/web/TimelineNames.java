package org.chosei.desk.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.chosei.identity.People;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.ledger.Timeline;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.springframework.stereotype.Component;

/** Puts names to the ids of ledger entries, in two queries for a whole page. */
@Component
public class TimelineNames {
    private final People people;
    private final Organisations organisations;

    TimelineNames(People people, Organisations organisations) {
        this.people = people;
        this.organisations = organisations;
    }

    /** An entry as people read it. {@code actor} is a name, or the system's purpose. */
    public record Named(long seq, Instant at, String actor, String kind, List<String> about) {}

    List<Named> resolve(List<Timeline.Line> lines, Locale locale) {
        Set<PersonId> persons = new LinkedHashSet<>();
        Set<OrganisationId> known = new LinkedHashSet<>();
        for (Timeline.Line line : lines) {
            collect(line.actor(), persons, known);
            line.subjects().forEach(subject -> collect(subject, persons, known));
        }
        Map<String, String> names = new LinkedHashMap<>();
        people.names(persons).forEach((id, name) -> names.put("person:" + id, name));
        Map<OrganisationId, Organisation> found = organisations.byId(known);
        found.forEach((id, organisation) -> names.put("organisation:" + id, organisation.name(locale)));
        return lines.stream()
                .map(line -> new Named(
                        line.seq(),
                        line.at(),
                        names.getOrDefault(line.actor(), line.actor()),
                        line.kind(),
                        line.subjects().stream()
                                .map(subject -> names.getOrDefault(subject, subject))
                                .toList()))
                .toList();
    }

    private static void collect(String reference, Set<PersonId> persons, Set<OrganisationId> organisations) {
        if (reference.startsWith("person:")) {
            persons.add(PersonId.of(reference.substring("person:".length())));
        } else if (reference.startsWith("organisation:")) {
            organisations.add(OrganisationId.of(reference.substring("organisation:".length())));
        }
    }
}
