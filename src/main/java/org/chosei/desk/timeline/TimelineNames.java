package org.chosei.desk.timeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chosei.identity.People;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.ledger.Timeline;
import org.chosei.registry.Organisations;
import org.springframework.stereotype.Component;

/** Puts names and addresses to the ids of ledger entries, in two queries for a whole page. */
@Component
class TimelineNames {
    private final People people;
    private final Organisations organisations;

    TimelineNames(People people, Organisations organisations) {
        this.people = people;
        this.organisations = organisations;
    }

    List<TimelineEntry> resolve(CaseId caseId, List<Timeline.Line> lines, boolean staff, Locale locale) {
        Map<String, String> names = names(lines, locale);
        return lines.stream().map(line -> entry(caseId, line, staff, names)).toList();
    }

    private Map<String, String> names(List<Timeline.Line> lines, Locale locale) {
        Set<PersonId> persons = new LinkedHashSet<>();
        Set<OrganisationId> known = new LinkedHashSet<>();
        for (Timeline.Line line : lines) {
            collect(line.actor(), persons, known);
            line.subjects().forEach(subject -> collect(subject, persons, known));
            Optional.ofNullable(line.only()).ifPresent(known::add);
        }
        Map<String, String> names = new LinkedHashMap<>();
        people.names(persons).forEach((id, name) -> names.put("person:" + id, name));
        organisations.byId(known).forEach((id, of) -> names.put("organisation:" + id, of.name(locale)));
        return names;
    }

    private static void collect(String reference, Set<PersonId> persons, Set<OrganisationId> organisations) {
        if (reference.startsWith("person:")) {
            persons.add(PersonId.of(reference.substring("person:".length())));
        } else if (reference.startsWith("organisation:")) {
            organisations.add(OrganisationId.of(reference.substring("organisation:".length())));
        }
    }

    private static TimelineEntry entry(CaseId caseId, Timeline.Line line, boolean staff, Map<String, String> names) {
        String name = names.get(line.actor());
        return new TimelineEntry(
                staff ? String.valueOf(line.seq()) : line.handle(),
                line.handle(),
                line.at(),
                name == null ? line.actor().replaceFirst(":.*", "") : name,
                name != null,
                Door.of(line.actor(), line.subjects()),
                line.kind(),
                TimelineGroup.of(line.kind()),
                about(line, names),
                staff ? line.subjects() : List.of(),
                staff
                        ? TimelineLinks.forStaff(caseId, line)
                        : TimelineLinks.forVendor(caseId, line.kind(), line.subjects()));
    }

    private static List<String> about(Timeline.Line line, Map<String, String> names) {
        List<String> about = new ArrayList<>();
        for (String subject : line.subjects()) {
            String name = names.get(subject);
            if (name != null) {
                about.add(name);
            } else if (subject.startsWith("number:")) {
                about.add(subject.substring("number:".length()));
            }
        }
        String only = line.only() == null ? null : names.get("organisation:" + line.only());
        if (only != null && !about.contains(only)) {
            about.add(only);
        }
        return about;
    }
}
