package org.chosei.registry;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/**
 * A contact point in full, for its own organisation and for staff.
 *
 * @param name empty for a team, as affiliation and title are
 * @param email may be empty only outside office hours, where a telephone may be all there is
 * @param phone with its extension
 * @param verifiedAt when staff last made sure that it is right; null when nobody did since it was changed
 * @param version names what stands here; after any change it is another
 */
public record Contact(
        OrganisationId organisation,
        Role role,
        String name,
        String affiliation,
        String title,
        String email,
        String phone,
        String fax,
        String postalAddress,
        Locale language,
        Honorific honorific,
        String officeHours,
        @Nullable Instant verifiedAt,
        UUID version) {

    /** Whom the address reaches. */
    public enum Role {
        /** The team's mailbox: where notices go. */
        TEAM,
        /** The person who answers for the team. */
        PRIMARY,
        /** Who stands in for that person. */
        DEPUTY,
        /** Who is reached at night and on holidays. */
        OUT_OF_HOURS
    }

    /** How a mail addresses whoever reads it. */
    public enum Honorific {
        /** 御中: a team. */
        ONCHU,
        /** 様: a person. */
        SAMA,
        /** 各位: whoever reads it. */
        KAKUI;

        static Honorific of(Role role) {
            return switch (role) {
                case TEAM -> ONCHU;
                case PRIMARY, DEPUTY -> SAMA;
                case OUT_OF_HOURS -> KAKUI;
            };
        }
    }

    /** As the contact-point form asks for it. */
    static Contact registered(
            UUID id,
            OrganisationId organisation,
            Role role,
            String name,
            String affiliation,
            String title,
            String email,
            String phone,
            String postalAddress,
            Locale language) {
        return new Contact(
                organisation,
                role,
                name,
                affiliation,
                title,
                email,
                phone,
                "",
                postalAddress,
                language,
                Honorific.of(role),
                "",
                null,
                id);
    }

    static Contact team(
            UUID id, OrganisationId organisation, String email, String phone, String postalAddress, Locale language) {
        return registered(id, organisation, Role.TEAM, "", "", "", email, phone, postalAddress, language);
    }
}
