package org.chosei.registry;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.MailCharset;
import org.jspecify.annotations.Nullable;

/**
 * A contact point in full, for its own organisation and for staff.
 *
 * @param name empty for a team, as affiliation and title are
 * @param email may be empty only outside office hours, where a telephone may be all there is
 * @param phone with its extension
 * @param charset the one in which clear mail to it is written where that can be
 * @param further more addresses of a team, at most {@value #MOST_FURTHER}: encrypted mail to it goes to them too, and no mail names
 *     them
 * @param onlyEncrypted whether no relay may pass encrypted mail to it on in clear (REQUIRETLS)
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
        MailCharset charset,
        Honorific honorific,
        String officeHours,
        List<String> further,
        boolean onlyEncrypted,
        @Nullable Instant verifiedAt,
        UUID version) {
    /** How many addresses a team may name beside its own. */
    public static final int MOST_FURTHER = 5;

    public Contact {
        further = List.copyOf(further);
    }

    /** Whom the address reaches. */
    public enum Role {
        /** The team's mailbox: where notices go. */
        TEAM,
        /** The person who answers for the team. */
        PRIMARY,
        /** Who stands in for that person. */
        DEPUTY,
        /** Who is reached at night and on holidays. */
        OUT_OF_HOURS;

        /** Whether an organisation can be without one. */
        public boolean removable() {
            return switch (this) {
                case TEAM, PRIMARY -> false;
                case DEPUTY, OUT_OF_HOURS -> true;
            };
        }
    }

    /** How a mail addresses whoever reads it. */
    public enum Honorific {
        /** 御中: a team. */
        ONCHU,
        /** 様: a person. */
        SAMA,
        /** 各位: whoever reads it. */
        KAKUI;

        /** The usual one. */
        public static Honorific of(Role role) {
            return switch (role) {
                case TEAM -> ONCHU;
                case PRIMARY, DEPUTY -> SAMA;
                case OUT_OF_HOURS -> KAKUI;
            };
        }
    }

    /**
     * What a clear mail to it puts into its salutation.
     *
     * @param organisationName in the contact's language
     */
    public Map<String, String> salutation(String organisationName) {
        return switch (honorific) {
            case ONCHU -> Map.of("organisation", organisationName);
            case SAMA -> name.isEmpty() ? Map.of() : Map.of("person", name);
            case KAKUI -> Map.of();
        };
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
                MailCharset.UTF_8,
                Honorific.of(role),
                "",
                List.of(),
                false,
                null,
                id);
    }

    static Contact team(
            UUID id, OrganisationId organisation, String email, String phone, String postalAddress, Locale language) {
        return registered(id, organisation, Role.TEAM, "", "", "", email, phone, postalAddress, language);
    }
}
