package org.chosei.identity;

import java.time.Instant;
import java.util.Set;
import org.chosei.access.Role;
import org.chosei.kernel.PersonId;

/**
 * A person as a member of one organisation.
 *
 * @param disabled shut out, of this organisation or of everything
 * @param shutOut the account itself was shut out; only an administrator of the CSIRT lets it in again
 */
public record Member(
        PersonId id, String name, String email, Set<Role> roles, Instant since, boolean disabled, boolean shutOut) {
    public Member {
        roles = Set.copyOf(roles);
    }
}
