package org.chosei.vault;

import java.util.UUID;
import org.chosei.kernel.PersonId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Seals under a person's key what that person has not sent yet; the room that asks keeps the bytes in its own table, under
 * row-level security. Opening one's own words is no reading in the sense of the ledger and appends nothing.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class PersonalSeal {
    private final Keys keys;

    PersonalSeal(Keys keys) {
        this.keys = keys;
    }

    /** Seals for the person; {@code use} and {@code object} name the place, and what was moved elsewhere does not open. */
    public byte[] seal(PersonId person, String use, UUID object, byte[] clear) {
        return Sealing.seal(keys.of(new VaultScope.OfPerson(person)).value(), use, object, clear);
    }

    /**
     * Opens what was sealed for the person at this place.
     *
     * @throws SealBroken when it was changed, moved or sealed for somebody else
     */
    public byte[] open(PersonId person, String use, UUID object, byte[] sealed) {
        return Sealing.open(keys.of(new VaultScope.OfPerson(person)).value(), use, object, sealed);
    }
}
