package org.chosei.testing;

import java.util.Locale;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;

/** Organisations by id alone, for tests that need no registry. */
public final class TestOrganisations {
    public static final OrganisationId COORDINATOR = new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_0001L));
    public static final OrganisationId VENDOR_A = new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_000aL));
    public static final OrganisationId VENDOR_B = new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_000bL));

    private TestOrganisations() {}

    static String name(OrganisationId organisation, Locale locale) {
        return "Organisation " + organisation.value().toString().substring(35) + " " + locale.getLanguage();
    }
}
