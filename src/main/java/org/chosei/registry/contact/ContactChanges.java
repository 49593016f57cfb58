package org.chosei.registry.contact;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Contact;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Words;
import org.chosei.registry.contact.ContactChange.Outcome;
import org.chosei.registry.upkeep.ContactUpkeep;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A contact changes when it was proposed and staff, another person, approve; whoever was reached before is told. */
@Component
@Transactional
public class ContactChanges {
    private final ContactChangeStore store;
    private final ContactApplied applied;
    private final ContactPoints contacts;
    private final ContactUpkeep upkeep;
    private final ChangeLetter letter;
    private final Vault vault;
    private final Ledger ledger;

    ContactChanges(
            ContactChangeStore store,
            ContactApplied applied,
            ContactPoints contacts,
            ContactUpkeep upkeep,
            ChangeLetter letter,
            Vault vault,
            Ledger ledger) {
        this.store = store;
        this.applied = applied;
        this.contacts = contacts;
        this.upkeep = upkeep;
        this.letter = letter;
        this.vault = vault;
        this.ledger = ledger;
    }

    /** Those of one organisation, newest first. */
    public List<ContactChange> of(OrganisationId organisation) {
        return store.of(organisation);
    }

    /** Those of all organisations that wait for staff, oldest first. */
    public List<ContactChange> open() {
        return store.open();
    }

    public ContactChange get(UUID id) {
        return store.find(id).orElseThrow(Refusal.NotFound::new);
    }

    /**
     * The contact is what was proposed from now on, or there no more, and the old address is told so. Staff only, and never
     * who proposed it.
     */
    public void approve(UUID id) {
        ContactChange change = toDecide(id);
        Contact now = contacts.find(change.organisation(), change.role()).orElse(null);
        requireVersion(now, change.basedOn());
        boolean own = now != null && !now.email().isEmpty();
        Contact told =
                own ? now : contacts.find(change.organisation(), Role.TEAM).orElse(null);
        applied.apply(change);
        store.decide(change, Outcome.APPROVED, null);
        boolean removed = change.will() == null;
        ledger.append(entry(removed ? "contact.removed" : "contact.changed", change.organisation(), change.role())
                .about("change", id));
        if (told != null) {
            letter.stage(told, own && removed);
        }
    }

    /** Nothing changes; the organisation reads why. Staff only. */
    public void refuse(UUID id, String reason) {
        ContactChange change = toDecide(id);
        String why = Words.requireReason("reason", reason);
        SealedId sealed = vault.seal(change.organisation(), why.getBytes(StandardCharsets.UTF_8));
        store.decide(change, Outcome.REFUSED, sealed);
        ledger.append(entry("contact.change-refused", change.organisation(), change.role())
                .about("change", id));
    }

    /** Staff made sure that the contact is right as it stands on the page. */
    public void verify(OrganisationId organisation, Role role, UUID seen) {
        store.lock(organisation);
        Contact now = contacts.find(organisation, role).orElseThrow(Refusal.NotFound::new);
        requireVersion(now, seen);
        applied.verify(organisation, role);
        upkeep.verified(organisation, role);
        ledger.append(entry("contact.verified", organisation, role));
    }

    /** The request if it waits, for another than who proposed it: two people look at what staff were told. */
    private ContactChange toDecide(UUID id) {
        ContactChange change = undecided(store, id);
        if (change.by().equals(Scopes.person().actor())) {
            throw new Refusal.NotPermitted("contact-change-own");
        }
        return change;
    }

    /** The request if it waits, locked against others who decide. */
    static ContactChange undecided(ContactChangeStore store, UUID id) {
        ContactChange seen = store.find(id).orElseThrow(Refusal.NotFound::new);
        store.lock(seen.organisation());
        ContactChange change = store.find(id).orElseThrow(Refusal.NotFound::new);
        if (!change.open()) {
            throw new Refusal.WrongState("contact-change-decided");
        }
        return change;
    }

    static void requireVersion(@Nullable Contact now, @Nullable UUID seen) {
        if (now == null ? seen != null : !now.version().equals(seen)) {
            throw new Refusal.Stale("contact-changed");
        }
    }

    static Entry entry(String kind, OrganisationId organisation, Role role) {
        return Entry.ofInstallation(kind).about("organisation", organisation).about("role", role);
    }
}
