package org.chosei.registry.contact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.contact.ContactEntry.Difference;
import org.jspecify.annotations.Nullable;

/**
 * A request to change a contact, or to remove it.
 *
 * @param basedOn the version that was changed; null for a new contact, as {@code was} is
 * @param will null when the contact is to be removed
 * @param by as {@code Scope.actor()} writes it
 * @param note how staff learnt it; empty when the organisation itself proposed it
 */
public record ContactChange(
        UUID id,
        OrganisationId organisation,
        Role role,
        @Nullable UUID basedOn,
        @Nullable ContactEntry was,
        @Nullable ContactEntry will,
        Instant at,
        String by,
        String note,
        @Nullable Decision decision) {

    /** How a request can end. */
    public enum Outcome {
        APPROVED,
        REFUSED,
        TAKEN_BACK
    }

    /** How it ended; {@code reason} is empty except for a refusal. */
    public record Decision(Outcome outcome, Instant at, String by, String reason) {}

    /** The same with its note and the reason of its decision, once they are opened. */
    ContactChange told(String note, String reason) {
        Decision told =
                decision == null ? null : new Decision(decision.outcome(), decision.at(), decision.by(), reason);
        return new ContactChange(id, organisation, role, basedOn, was, will, at, by, note, told);
    }

    /** Whether staff propose it, who were told by the organisation in another way; another of them has to decide. */
    public boolean byStaff() {
        return !note.isEmpty();
    }

    /** Waits for staff. */
    public boolean open() {
        return decision == null;
    }

    /** Old and new, field by field. */
    public List<Difference> differences() {
        return ContactEntry.between(was, will);
    }
}
