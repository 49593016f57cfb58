package org.chosei.registry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.chosei.registry.form.Consent;
import org.chosei.registry.form.FormField;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * A mail that answers for a registration, as it was understood; the original is kept sealed, byte for byte.
 *
 * @param sender the From address of the mail, which proves nothing
 * @param sha256 of the original, lower-case hex
 * @param answers what it says, without what it leaves open
 * @param consent missing when it says nothing of it
 * @param decision what a person made of it; null while it waits
 */
public record RegistrationReply(
        UUID id,
        UUID registration,
        String sender,
        SealedId original,
        String sha256,
        Map<FormField, String> answers,
        Consent consent,
        Instant receivedAt,
        @Nullable Decision decision) {

    /**
     * What became of it.
     *
     * @param taken whether its values stand in the registration
     * @param by who decided, as the ledger names actors
     */
    public record Decision(boolean taken, Instant at, String by) {}

    public boolean waits() {
        return decision == null;
    }

    /** What it says otherwise than the registration, in the order of the form. */
    public Map<FormField, String> changes(Registration registration) {
        Map<FormField, String> changes = new LinkedHashMap<>();
        answers.forEach((field, value) -> {
            if (!value.equals(registration.answer(field))) {
                changes.put(field, value);
            }
        });
        return changes;
    }

    /** Whether the consent would be another. */
    public boolean changesConsent(Registration registration) {
        return consent.state() != Consent.State.MISSING && !consent.equals(registration.consent());
    }
}
