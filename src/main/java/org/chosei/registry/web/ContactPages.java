package org.chosei.registry.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Contact;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.contact.ContactChange;
import org.chosei.registry.contact.ContactChanges;
import org.chosei.registry.contact.ContactEntry;
import org.chosei.registry.form.ContactChecks;
import org.chosei.registry.form.FormProblem.Code;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers requests for change with what their readers should look at. */
@Component
@Transactional
public class ContactPages {
    private final ContactChanges changes;
    private final ContactPoints contacts;
    private final Organisations organisations;
    private final ActorNames actors;

    ContactPages(ContactChanges changes, ContactPoints contacts, Organisations organisations, ActorNames actors) {
        this.changes = changes;
        this.contacts = contacts;
        this.organisations = organisations;
        this.actors = actors;
    }

    /** A request with whose it is, what its address is warned of, and the names of those who acted. */
    public record Shown(
            ContactChange change, Organisation organisation, Set<Code> warnings, Map<String, String> actors) {}

    List<Shown> of(OrganisationId organisation) {
        return shown(changes.of(organisation));
    }

    List<Shown> open() {
        return shown(changes.open());
    }

    Shown get(UUID id) {
        return shown(List.of(changes.get(id))).getFirst();
    }

    /** The organisation itself, for staff; the coordinating CSIRT has no contacts of this kind. */
    Organisation organisation(OrganisationId id) {
        return organisations
                .find(id)
                .filter(each -> each.kind() != Organisation.Kind.COORDINATOR)
                .orElseThrow(Refusal.NotFound::new);
    }

    @Nullable
    Contact contact(OrganisationId organisation, Role role) {
        return contacts.find(organisation, role).orElse(null);
    }

    private List<Shown> shown(Collection<ContactChange> all) {
        Set<OrganisationId> ids = all.stream().map(ContactChange::organisation).collect(Collectors.toSet());
        Map<OrganisationId, Organisation> owners = organisations.byId(ids);
        Map<OrganisationId, Contact> primaries = contacts.primaries(ids);
        Map<String, String> names = actors.of(all.stream()
                .flatMap(each -> Stream.concat(
                        Stream.of(each.by()), Stream.ofNullable(each.decision()).map(ContactChange.Decision::by)))
                .toList());
        return all.stream()
                .map(each -> {
                    Organisation owner = owners.get(each.organisation());
                    if (owner == null) {
                        throw new Refusal.NotFound();
                    }
                    return new Shown(each, owner, warnings(each, primaries.get(each.organisation())), names);
                })
                .toList();
    }

    private static Set<Code> warnings(ContactChange change, @Nullable Contact primary) {
        ContactEntry will = change.will();
        if (will == null) {
            return Set.of();
        }
        Set<Code> warnings = ContactChecks.mailbox(
                will.email(),
                change.role() == Role.TEAM,
                primary == null ? "" : primary.name(),
                primary == null ? "" : primary.email());
        // a further address may well be a person's
        will.furtherAddresses().forEach(each -> warnings.addAll(ContactChecks.mailbox(each, false, "", "")));
        return warnings;
    }
}
