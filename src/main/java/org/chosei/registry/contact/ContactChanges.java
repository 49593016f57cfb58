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
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A contact changes when its organisation proposes it and staff approve; whoever was reached before is told. */
@Component
@Transactional
public class ContactChanges {
    private final ContactChangeStore store;
    private final ContactPoints contacts;
    private final ChangeLetter letter;
    private final Vault vault;
    private final Ledger ledger;

    ContactChanges(ContactChangeStore store, ContactPoints contacts, ChangeLetter letter, Vault vault, Ledger ledger) {
        this.store = store;
        this.contacts = contacts;
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
     * Asks for a change of the acting person's organisation, once for each {@code form}.
     *
     * @param seen the version of the contact on the page; null when there was none
     */
    public void propose(UUID form, Role role, @Nullable UUID seen, ContactEntry typed) {
        OrganisationId organisation = Scopes.person().organisation();
        store.lock(organisation);
        if (store.find(form).isPresent()) {
            return;
        }
        Contact now = contacts.find(organisation, role).orElse(null);
        requireVersion(now, seen);
        if (store.of(organisation).stream().anyMatch(each -> each.open() && each.role() == role)) {
            throw new Refusal.WrongState("contact-change-open");
        }
        ContactEntry will = EntryForm.read(role, typed);
        ContactEntry was = now == null ? null : ContactEntry.of(now);
        if (will.since(was).isEmpty()) {
            throw new Refusal.Invalid("", "contact-same");
        }
        if (!store.add(form, organisation, role, seen, was, will)) {
            throw new Refusal.NotFound();
        }
        ledger.append(entry("contact.change-proposed", organisation, role).about("change", form));
    }

    /** The contact is what was proposed from now on, and the old address is told so. Staff only. */
    public void approve(UUID id) {
        ContactChange change = undecided(id);
        Contact now = contacts.find(change.organisation(), change.role()).orElse(null);
        requireVersion(now, change.basedOn());
        Contact told = now == null || now.email().isEmpty()
                ? contacts.find(change.organisation(), Role.TEAM).orElse(null)
                : now;
        store.apply(change);
        store.decide(change, Outcome.APPROVED, null);
        ledger.append(
                entry("contact.changed", change.organisation(), change.role()).about("change", id));
        if (told != null) {
            letter.stage(told);
        }
    }

    /** Nothing changes; the organisation reads why. Staff only. */
    public void refuse(UUID id, String reason) {
        ContactChange change = undecided(id);
        String why = Words.requireReason("reason", reason);
        SealedId sealed = vault.seal(change.organisation(), why.getBytes(StandardCharsets.UTF_8));
        store.decide(change, Outcome.REFUSED, sealed);
        ledger.append(entry("contact.change-refused", change.organisation(), change.role())
                .about("change", id));
    }

    /** The organisation no longer asks for it. */
    public void takeBack(UUID id) {
        ContactChange change = undecided(id);
        if (!change.organisation().equals(Scopes.person().organisation())) {
            throw new Refusal.NotFound();
        }
        store.decide(change, Outcome.TAKEN_BACK, null);
        ledger.append(entry("contact.change-taken-back", change.organisation(), change.role())
                .about("change", id));
    }

    /** Staff made sure that the contact is right as it stands on the page. */
    public void verify(OrganisationId organisation, Role role, UUID seen) {
        store.lock(organisation);
        Contact now = contacts.find(organisation, role).orElseThrow(Refusal.NotFound::new);
        requireVersion(now, seen);
        store.verify(organisation, role);
        ledger.append(entry("contact.verified", organisation, role));
    }

    private ContactChange undecided(UUID id) {
        store.lock(get(id).organisation());
        ContactChange change = get(id);
        if (!change.open()) {
            throw new Refusal.WrongState("contact-change-decided");
        }
        return change;
    }

    private static void requireVersion(@Nullable Contact now, @Nullable UUID seen) {
        if (now == null ? seen != null : !now.version().equals(seen)) {
            throw new Refusal.Stale("contact-changed");
        }
    }

    private static Entry entry(String kind, OrganisationId organisation, Role role) {
        return Entry.ofInstallation(kind).about("organisation", organisation).about("role", role);
    }
}
