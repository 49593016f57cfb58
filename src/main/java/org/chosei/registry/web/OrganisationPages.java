package org.chosei.registry.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Contact;
import org.chosei.registry.ContactKey;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.LifeCycle;
import org.chosei.registry.Organisation;
import org.chosei.registry.OrganisationSearch;
import org.chosei.registry.OrganisationState;
import org.chosei.registry.Organisations;
import org.chosei.registry.facts.Facts;
import org.chosei.registry.facts.OrganisationFacts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the pages show of organisations. */
@Component
@Transactional
public class OrganisationPages {
    private final Organisations organisations;
    private final OrganisationSearch search;
    private final ContactPoints contacts;
    private final ContactKeys proved;
    private final KeyPages keys;
    private final OrganisationFacts facts;
    private final LifeCycle lifeCycle;
    private final ActorNames actors;
    private final InstantSource clock;

    OrganisationPages(
            Organisations organisations,
            OrganisationSearch search,
            ContactPoints contacts,
            ContactKeys proved,
            KeyPages keys,
            OrganisationFacts facts,
            LifeCycle lifeCycle,
            ActorNames actors,
            InstantSource clock) {
        this.organisations = organisations;
        this.search = search;
        this.contacts = contacts;
        this.proved = proved;
        this.keys = keys;
        this.facts = facts;
        this.lifeCycle = lifeCycle;
        this.actors = actors;
        this.clock = clock;
    }

    /** One organisation in full. */
    public record Page(
            Organisation organisation,
            @Nullable Facts facts,
            @Nullable Organisation parent,
            List<LifeCycle.Step> history,
            List<Contact> contacts,
            KeyPages.Of keys,
            Map<String, String> actors,
            Instant now) {

        /** Where it stands; null for the coordinating CSIRT, which has no state. */
        public @Nullable OrganisationState state() {
            return history.isEmpty() ? null : history.getLast().state();
        }

        /** What staff may make of it now. */
        public Set<OrganisationState> choices() {
            return LifeCycle.choices(organisation.kind(), state());
        }
    }

    /** One organisation in the list. */
    public record Line(Organisation organisation, @Nullable OrganisationState state, int provedKeys) {}

    Page of(OrganisationId id) {
        Organisation organisation = organisations.find(id).orElseThrow(Refusal.NotFound::new);
        List<LifeCycle.Step> history = lifeCycle.history(id);
        Facts known = organisation.kind() == Organisation.Kind.COORDINATOR ? null : facts.of(id);
        OrganisationId parent = known == null ? null : known.parent();
        List<Contact> reached = contacts.of(id);
        KeyPages.Of uploaded = keys.of(id, reached, known);
        return new Page(
                organisation,
                known,
                parent == null ? null : organisations.find(parent).orElse(null),
                history,
                reached,
                uploaded,
                actors.of(Stream.concat(uploaded.actors(), history.stream().map(LifeCycle.Step::by))
                        .toList()),
                clock.instant());
    }

    /** Not read-only: what the search needs is brought up to date first. */
    @Transactional
    public List<Line> page(String typed, @Nullable OrganisationId after, int size) {
        List<Organisation> page = search.page(typed, after, size);
        Collection<OrganisationId> ids = page.stream().map(Organisation::id).toList();
        Map<OrganisationId, OrganisationState> states = organisations.states(ids);
        Map<OrganisationId, List<ContactKey>> keys = proved.proved(ids);
        return page.stream()
                .map(each -> new Line(
                        each,
                        states.get(each.id()),
                        keys.getOrDefault(each.id(), List.of()).size()))
                .toList();
    }
}
