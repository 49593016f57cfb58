package org.chosei.identity;

import java.time.Instant;
import java.util.Set;
import org.chosei.access.Role;
import org.chosei.kernel.OrganisationId;

/**
 * An organisation that the acting person is a member of.
 *
 * @param nameJa one of the two names may be empty
 * @param hasLeft its registration has ended: its people only read
 * @param now the person acts for it in this session
 * @param atSignIn the person acts for it after the next sign-in
 */
public record OwnOrganisation(
        OrganisationId id,
        String nameJa,
        String nameEn,
        Set<Role> roles,
        Instant since,
        boolean hasLeft,
        boolean now,
        boolean atSignIn) {
    public OwnOrganisation {
        roles = Set.copyOf(roles);
    }
}
