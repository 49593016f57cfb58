package org.chosei.registry.contact;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Contact;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.Words;
import org.chosei.registry.contact.ContactChange.Outcome;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asking for a change of a contact: an organisation of its own, or staff of what they were told in another way. */
@Component
@Transactional
public class ContactProposals {
    private final ContactChangeStore store;
    private final ContactPoints contacts;
    private final Organisations organisations;
    private final Vault vault;
    private final Ledger ledger;

    ContactProposals(
            ContactChangeStore store, ContactPoints contacts, Organisations organisations, Vault vault, Ledger ledger) {
        this.store = store;
        this.contacts = contacts;
        this.organisations = organisations;
        this.vault = vault;
        this.ledger = ledger;
    }

    /**
     * Which contact is meant.
     *
     * @param form names the request; handed in twice it is one
     * @param seen the version of the contact on the page; null when there was none
     */
    public record Of(UUID form, Role role, @Nullable UUID seen) {}

    /** Asks for a change of the acting person's organisation. */
    public void change(Of of, ContactEntry typed) {
        propose(Scopes.person().organisation(), of, typed, null);
    }

    /** Asks for the removal of a contact of the acting person's organisation. */
    public void remove(Of of) {
        propose(Scopes.person().organisation(), of, null, null);
    }

    /**
     * Staff ask for a change; another of them decides.
     *
     * @param note who said so, when, and how it was made sure; the organisation can read it
     */
    public void changeByStaff(OrganisationId organisation, Of of, ContactEntry typed, String note) {
        propose(known(organisation), of, typed, Words.requireReason("note", note));
    }

    /** Staff ask for a removal; another of them decides. */
    public void removeByStaff(OrganisationId organisation, Of of, String note) {
        propose(known(organisation), of, null, Words.requireReason("note", note));
    }

    private OrganisationId known(OrganisationId id) {
        return organisations
                .find(id)
                .filter(each -> each.kind() != Organisation.Kind.COORDINATOR)
                .map(Organisation::id)
                .orElseThrow(Refusal.NotFound::new);
    }

    private void propose(OrganisationId organisation, Of of, @Nullable ContactEntry typed, @Nullable String note) {
        store.lock(organisation);
        if (store.find(of.form())
                .filter(each -> each.organisation().equals(organisation))
                .isPresent()) {
            return;
        }
        Contact now = contacts.find(organisation, of.role()).orElse(null);
        ContactChanges.requireVersion(now, of.seen());
        if (store.of(organisation).stream().anyMatch(each -> each.open() && each.role() == of.role())) {
            throw new Refusal.WrongState("contact-change-open");
        }
        ContactEntry will = typed == null ? null : EntryForm.read(of.role(), typed);
        ContactEntry was = now == null ? null : ContactEntry.of(now);
        if (will == null) {
            requireRemovable(of.role(), was);
        } else if (ContactEntry.between(was, will).isEmpty()) {
            throw new Refusal.Invalid("", "contact-same");
        }
        SealedId sealed = note == null ? null : vault.seal(organisation, note.getBytes(StandardCharsets.UTF_8));
        if (!store.add(of.form(), organisation, of.role(), of.seen(), was, will, sealed)) {
            throw new Refusal.NotFound();
        }
        String kind = will == null ? "contact.removal-proposed" : "contact.change-proposed";
        ledger.append(ContactChanges.entry(kind, organisation, of.role()).about("change", of.form()));
    }

    private static void requireRemovable(Role role, @Nullable ContactEntry was) {
        if (!role.removable()) {
            throw new Refusal.WrongState("contact-needed");
        }
        if (was == null) {
            throw new Refusal.NotFound();
        }
    }

    /** The organisation, or the member of staff who proposed it, no longer asks for it. */
    public void takeBack(UUID id) {
        ContactChange change = ContactChanges.undecided(store, id);
        boolean own = change.organisation().equals(Scopes.person().organisation());
        if (!own && !change.by().equals(Scopes.person().actor())) {
            throw new Refusal.NotPermitted("contact-change-of-others");
        }
        store.decide(change, Outcome.TAKEN_BACK, null);
        ledger.append(ContactChanges.entry("contact.change-taken-back", change.organisation(), change.role())
                .about("change", id));
    }
}
