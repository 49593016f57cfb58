package org.chosei.identity;

import java.time.Instant;
import java.util.Set;
import org.chosei.access.Role;
import org.chosei.kernel.PersonId;

/** A person as a member of one organisation. */
public record Member(PersonId id, String name, String email, Set<Role> roles, Instant since, boolean disabled) {
    public Member {
        roles = Set.copyOf(roles);
    }
}
