package org.chosei.identity;

import java.util.Locale;
import java.util.Set;
import org.chosei.access.Role;
import org.chosei.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Invites people; the link is mailed, works once and for seven days, and lets its reader choose password and second factor. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Invitations {

    /** Stages the invitation mail in the current transaction. Inviting the same address again replaces the link. */
    public void invite(String name, String email, OrganisationId organisation, Set<Role> roles, Locale locale) {
        throw new UnsupportedOperationException("CONTRACT");
    }
}
