package org.chosei.conversation;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.access.Grants;
import org.chosei.access.GroupMembers;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.participants.Participants;
import org.chosei.crypto.KeyFitness;
import org.chosei.identity.People;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.ContactKey;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.ContactPoint;
import org.chosei.registry.ContactPoints;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds who gets what staff write into a thread, and how each is written to. Queries do not grow with the vendors. */
@Component
class Addressees {
    private final Cases cases;
    private final Grants grants;
    private final GroupMembers members;
    private final ContactPoints contacts;
    private final Participants participants;
    private final ContactKeys keys;
    private final People people;
    private final InstantSource clock;

    Addressees(
            Cases cases,
            Grants grants,
            GroupMembers members,
            ContactPoints contacts,
            Participants participants,
            ContactKeys keys,
            People people,
            InstantSource clock) {
        this.cases = cases;
        this.grants = grants;
        this.members = members;
        this.contacts = contacts;
        this.participants = participants;
        this.keys = keys;
        this.people = people;
        this.clock = clock;
    }

    /** The vendors of the thread that see something of the case: any mail at all to others would be a disclosure. */
    Set<OrganisationId> vendors(Threads.ThreadRow thread) {
        OrganisationId vendor = thread.vendor();
        Set<OrganisationId> meant = switch (thread.kind()) {
            case NOTE -> Set.of();
            case VENDOR -> vendor == null ? Set.of() : Set.of(vendor);
            case GROUP ->
                members.of(thread.audience()).stream()
                        .map(GroupMembers.Member::organisation)
                        .collect(Collectors.toSet());
            case ALL -> Set.copyOf(cases.vendors(thread.caseId()));
        };
        return meant.isEmpty() ? Set.of() : grants.holders(thread.caseId(), meant);
    }

    /** As {@link #vendors}; nobody leaves a group before this transaction ends. Staff only. */
    Set<OrganisationId> held(Threads.ThreadRow thread) {
        if (thread.kind() == ThreadKind.GROUP) {
            members.hold(thread.audience());
        }
        return vendors(thread);
    }

    /** Counted from the same rows from which the mails are addressed. */
    Recipients count(Threads.ThreadRow thread) {
        Set<OrganisationId> vendors = Scopes.person().isStaff() ? vendors(thread) : Set.of();
        return new Recipients(vendors.size(), vendors.isEmpty() ? 0 : people.active(vendors));
    }

    /** Those vendors with their team's address; nobody when the acting person is not staff. */
    List<Addressee> of(Threads.ThreadRow thread) {
        Set<OrganisationId> vendors = Scopes.person().isStaff() ? vendors(thread) : Set.of();
        if (vendors.isEmpty()) {
            return List.of();
        }
        CoordinatedCase of = cases.get(thread.caseId());
        Map<OrganisationId, ContactPoint> teams = contacts.teams(vendors);
        Map<OrganisationId, List<ContactKey>> proved = keys.proved(vendors);
        Map<OrganisationId, String> own = participants.numbers(thread.caseId(), vendors);
        return vendors.stream()
                .flatMap(vendor -> Optional.ofNullable(teams.get(vendor)).stream()
                        .map(team -> new Addressee(
                                of,
                                vendor,
                                team,
                                own.getOrDefault(vendor, ""),
                                fit(proved.getOrDefault(vendor, List.of())))))
                .toList();
    }

    private @Nullable ContactKey fit(List<ContactKey> those) {
        return those.stream()
                .filter(this::isFit)
                .min(Comparator.comparing(key -> key.certificate().bodyFormat().isSmime()))
                .orElse(null);
    }

    private boolean isFit(ContactKey key) {
        return KeyFitness.of(key.certificate(), clock.instant()) instanceof KeyFitness.Fit;
    }
}
