package org.chosei.registry;

import java.util.Locale;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/** A vendor, partner CSIRT, finder or the coordinating CSIRT. One of the two names may be empty, never both. */
public record Organisation(
        OrganisationId id,
        Kind kind,
        String nameJa,
        String nameEn,
        @Nullable RegistrationClass registrationClass) {

    /** What an organisation is to the coordination. */
    public enum Kind {
        VENDOR,
        PARTNER_CSIRT,
        FINDER,
        COORDINATOR
    }

    /** The registration class limits what a vendor may receive; only vendors have one. */
    public enum RegistrationClass {
        /** Receives what concerns its products, shared components included. */
        GENERAL,
        /** Receives in principle only what concerns its own products alone. */
        INDIVIDUAL
    }

    public String name(Locale locale) {
        boolean ja = locale.getLanguage().equals("ja") ? !nameJa.isBlank() : nameEn.isBlank();
        return ja ? nameJa : nameEn;
    }
}
