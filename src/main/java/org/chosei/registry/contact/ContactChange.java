package org.chosei.registry.contact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.contact.ContactEntry.Difference;
import org.jspecify.annotations.Nullable;

/**
 * A request to change a contact.
 *
 * @param basedOn the version that was changed; null for a new contact, as {@code was} is
 * @param by as {@code Scope.actor()} writes it
 */
public record ContactChange(
        UUID id,
        OrganisationId organisation,
        Role role,
        @Nullable UUID basedOn,
        @Nullable ContactEntry was,
        ContactEntry will,
        Instant at,
        String by,
        @Nullable Decision decision) {

    /** How a request can end. */
    public enum Outcome {
        APPROVED,
        REFUSED,
        TAKEN_BACK
    }

    /** How it ended; {@code reason} is empty except for a refusal. */
    public record Decision(Outcome outcome, Instant at, String by, String reason) {}

    /** Waits for staff. */
    public boolean open() {
        return decision == null;
    }

    /** Old and new, field by field. */
    public List<Difference> differences() {
        return will.since(was);
    }
}
