package org.chosei.registry.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Contact;
import org.chosei.registry.ContactKey;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.LifeCycle;
import org.chosei.registry.Organisation;
import org.chosei.registry.OrganisationSearch;
import org.chosei.registry.OrganisationState;
import org.chosei.registry.Organisations;
import org.chosei.registry.Vetting;
import org.chosei.registry.facts.Facts;
import org.chosei.registry.facts.OrganisationFacts;
import org.chosei.registry.products.ProductSearch;
import org.chosei.registry.products.ProductSearch.Reasons;
import org.chosei.registry.products.Reason;
import org.chosei.registry.products.Sought;
import org.chosei.registry.upkeep.ContactUpkeep;
import org.chosei.registry.upkeep.Freshness;
import org.chosei.registry.vetting.Confirmations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the pages show of organisations. */
@Component
@Transactional
public class OrganisationPages {
    private final Organisations organisations;
    private final OrganisationSearch search;
    private final ProductSearch products;
    private final ContactPoints contacts;
    private final ContactKeys proved;
    private final KeyPages keys;
    private final OrganisationFacts facts;
    private final LifeCycle lifeCycle;
    private final Confirmations confirmations;
    private final ContactUpkeep upkeep;
    private final ActorNames actors;
    private final InstantSource clock;

    OrganisationPages(
            Organisations organisations,
            OrganisationSearch search,
            ProductSearch products,
            ContactPoints contacts,
            ContactKeys proved,
            KeyPages keys,
            OrganisationFacts facts,
            LifeCycle lifeCycle,
            Confirmations confirmations,
            ContactUpkeep upkeep,
            ActorNames actors,
            InstantSource clock) {
        this.organisations = organisations;
        this.search = search;
        this.products = products;
        this.contacts = contacts;
        this.proved = proved;
        this.keys = keys;
        this.facts = facts;
        this.lifeCycle = lifeCycle;
        this.confirmations = confirmations;
        this.upkeep = upkeep;
        this.actors = actors;
        this.clock = clock;
    }

    /**
     * One organisation in full.
     *
     * @param freshness whether its contacts can be relied on; null for the coordinating CSIRT
     * @param form names what is sent from this page
     */
    public record Page(
            Organisation organisation,
            @Nullable Facts facts,
            @Nullable Organisation parent,
            List<LifeCycle.Step> history,
            List<Contact> contacts,
            KeyPages.Of keys,
            Map<String, String> actors,
            Vetting vetting,
            @Nullable Freshness freshness,
            UUID form,
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

    /** One organisation in the list, and why it was found when a product or keyword was asked for. */
    public record Line(Organisation organisation, @Nullable OrganisationState state, int provedKeys, Reasons reasons) {}

    /**
     * What the list is narrowed by; empty means not at all.
     *
     * @param q words of name, reading, domain or address
     * @param product a product's name, a purl or a CPE name
     * @param keyword the code of a keyword
     */
    public record Wanted(String q, String product, String keyword) {
        List<Sought> sought() {
            List<Sought> sought = new ArrayList<>();
            if (!product.isBlank()) {
                sought.add(Sought.read(product, "product"));
            }
            if (!keyword.isEmpty()) {
                sought.add(new Sought.ByKeyword(keyword));
            }
            return sought;
        }
    }

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
                confirmations.now(id),
                upkeep.fresh(Set.of(id), clock.instant()).get(id),
                Uuid7.at(clock.instant()),
                clock.instant());
    }

    /** Not read-only: what the search needs is brought up to date first. */
    @Transactional
    public List<Line> page(Wanted wanted, @Nullable OrganisationId after, int size) {
        List<Sought> sought = wanted.sought();
        Map<OrganisationId, Reasons> reasons = products.matching(sought);
        List<OrganisationId> among = reasons.entrySet().stream()
                .filter(each -> sought.stream()
                        .allMatch(one -> answers(one, each.getValue().surest())))
                .map(Map.Entry::getKey)
                .toList();
        List<Organisation> page = search.page(wanted.q(), sought.isEmpty() ? null : among, after, size);
        Collection<OrganisationId> ids = page.stream().map(Organisation::id).toList();
        Map<OrganisationId, OrganisationState> states = organisations.states(ids);
        Map<OrganisationId, List<ContactKey>> keys = proved.proved(ids);
        return page.stream()
                .map(each -> new Line(
                        each,
                        states.get(each.id()),
                        keys.getOrDefault(each.id(), List.of()).size(),
                        reasons.getOrDefault(each.id(), Reasons.NONE)))
                .toList();
    }

    private static boolean answers(Sought sought, List<Reason> reasons) {
        boolean keyword = sought instanceof Sought.ByKeyword;
        return reasons.stream().anyMatch(reason -> keyword == reason instanceof Reason.ByAnswer);
    }
}
