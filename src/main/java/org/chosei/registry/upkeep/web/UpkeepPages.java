package org.chosei.registry.upkeep.web;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.upkeep.ContactUpkeep;
import org.chosei.registry.upkeep.ContactUpkeep.LastAsk;
import org.chosei.registry.upkeep.ContactUpkeep.Trouble;
import org.chosei.registry.upkeep.Drill;
import org.chosei.registry.upkeep.Drill.Answer;
import org.chosei.registry.upkeep.Drill.Asked;
import org.chosei.registry.upkeep.Drill.Progress;
import org.chosei.registry.upkeep.Drills;
import org.chosei.registry.upkeep.Freshness;
import org.chosei.registry.web.ActorNames;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what staff's pages about contacts and drills show, each page with a fixed number of queries. */
@Component
@Transactional
public class UpkeepPages {
    private final ContactUpkeep upkeep;
    private final Drills drills;
    private final Organisations organisations;
    private final ActorNames actors;
    private final InstantSource clock;

    UpkeepPages(
            ContactUpkeep upkeep, Drills drills, Organisations organisations, ActorNames actors, InstantSource clock) {
        this.upkeep = upkeep;
        this.drills = drills;
        this.organisations = organisations;
        this.actors = actors;
        this.clock = clock;
    }

    /** An organisation in the list of those in trouble; {@code asked} is null when it was not asked since. */
    public record Line(
            Organisation organisation,
            Freshness freshness,
            @Nullable LastAsk asked) {}

    List<Line> trouble(Trouble trouble, @Nullable OrganisationId after, int size) {
        List<OrganisationId> ids = upkeep.page(trouble, after, size);
        Map<OrganisationId, Organisation> known = organisations.byId(ids);
        Map<OrganisationId, Freshness> fresh = upkeep.fresh(ids, clock.instant());
        Map<OrganisationId, LastAsk> asked = upkeep.asked(ids);
        return ids.stream()
                .map(id -> new Line(
                        Objects.requireNonNull(known.get(id)), Objects.requireNonNull(fresh.get(id)), asked.get(id)))
                .toList();
    }

    /** A drill with the name of who started it. */
    public record DrillLine(Drill drill, String by) {}

    List<DrillLine> drills(@Nullable UUID before, int size) {
        List<Drill> page = drills.page(before, size);
        Map<String, String> names = actors.of(page.stream().map(Drill::by).toList());
        return page.stream()
                .map(each -> new DrillLine(each, names.getOrDefault(each.by(), "")))
                .toList();
    }

    /** An organisation that was asked, with each contact. */
    public record Row(Organisation organisation, List<Asked> contacts) {}

    /** A drill in full: its numbers, one page of its organisations, and the names of those who acted. */
    public record DrillPage(Drill drill, Progress progress, List<Row> rows, Map<String, String> actors) {}

    DrillPage drill(UUID id, @Nullable Answer answer, @Nullable OrganisationId after, int size) {
        Drill drill = drills.get(id);
        List<Asked> contacts = drills.contacts(id, answer, after, size);
        List<String> acted = new ArrayList<>(contacts.stream().map(Asked::by).toList());
        acted.add(drill.by());
        return new DrillPage(drill, drills.progress(id), rows(contacts), actors.of(acted));
    }

    /** All that a report says of a drill. */
    DrillPage report(UUID id) {
        List<Asked> contacts = drills.report(id);
        return new DrillPage(
                drills.get(id),
                drills.progress(id),
                rows(contacts),
                actors.of(contacts.stream().map(Asked::by).toList()));
    }

    private List<Row> rows(List<Asked> contacts) {
        Map<OrganisationId, List<Asked>> byOrganisation = new LinkedHashMap<>();
        contacts.forEach(each -> byOrganisation
                .computeIfAbsent(each.organisation(), _ -> new ArrayList<>())
                .add(each));
        Map<OrganisationId, Organisation> known = organisations.byId(byOrganisation.keySet());
        return byOrganisation.entrySet().stream()
                .map(each -> new Row(Objects.requireNonNull(known.get(each.getKey())), each.getValue()))
                .toList();
    }
}
