package org.chosei.registry;

import java.util.Locale;
import org.chosei.kernel.OrganisationId;

/**
 * A contact point in full, for its own organisation and for staff.
 *
 * @param name empty for a team, as affiliation and title are
 */
public record Contact(
        OrganisationId organisation,
        Role role,
        String name,
        String affiliation,
        String title,
        String email,
        String phone,
        String postalAddress,
        Locale language) {

    /** Whom the address reaches. */
    public enum Role {
        /** The team's mailbox: where notices go. */
        TEAM,
        /** The person who answers for the team. */
        PRIMARY
    }

    static Contact team(
            OrganisationId organisation, String email, String phone, String postalAddress, Locale language) {
        return new Contact(organisation, Role.TEAM, "", "", "", email, phone, postalAddress, language);
    }
}
