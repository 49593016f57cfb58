package org.chosei.identity;

import java.time.Instant;
import java.util.Set;
import org.chosei.access.Role;

/** Somebody whose invitation is still open. */
public record Invited(String name, String email, Set<Role> roles, Instant until) {
    public Invited {
        roles = Set.copyOf(roles);
    }
}
