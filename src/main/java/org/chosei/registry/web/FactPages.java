package org.chosei.registry.web;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.facts.Fact;
import org.chosei.registry.facts.FactChange;
import org.chosei.registry.facts.Facts;
import org.chosei.registry.facts.OrganisationFacts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what is known of an organisation and how it came to be so. */
@Component
@Transactional(readOnly = true)
public class FactPages {
    private final OrganisationFacts facts;
    private final Organisations organisations;
    private final ActorNames actors;

    FactPages(OrganisationFacts facts, Organisations organisations, ActorNames actors) {
        this.facts = facts;
        this.organisations = organisations;
        this.actors = actors;
    }

    /**
     * The facts and their changes.
     *
     * @param parents those that are or were its parent, by their id as text
     */
    public record Page(
            Organisation organisation,
            Facts facts,
            UUID version,
            List<FactChange> changes,
            Map<String, Organisation> parents,
            Map<String, String> actors) {

        /** The parent, if there is one that the reader may know. */
        public @Nullable Organisation parent() {
            return facts.parent() == null ? null : parents.get(facts.parent().toString());
        }

        /** What is typed to mean the parent. */
        public String parentTyped() {
            Organisation parent = parent();
            return parent == null ? "" : parent.nameJa().isEmpty() ? parent.nameEn() : parent.nameJa();
        }
    }

    Page of(OrganisationId id) {
        Facts now = facts.of(id);
        List<FactChange> changes = facts.changes(id);
        Set<OrganisationId> parents = Stream.concat(
                        Stream.ofNullable(now.parent()),
                        changes.stream()
                                .filter(change -> change.fact() == Fact.PARENT)
                                .flatMap(change -> Stream.of(change.was(), change.became()))
                                .filter(text -> !text.isEmpty())
                                .map(OrganisationId::of))
                .collect(Collectors.toSet());
        return new Page(
                organisations.find(id).orElseThrow(Refusal.NotFound::new),
                now,
                facts.version(id),
                changes,
                organisations.byId(parents).entrySet().stream()
                        .collect(Collectors.toMap(each -> each.getKey().toString(), Map.Entry::getValue)),
                actors.of(changes.stream().map(FactChange::by).toList()));
    }
}
