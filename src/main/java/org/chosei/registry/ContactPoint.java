package org.chosei.registry;

import java.util.Locale;
import org.chosei.kernel.OrganisationId;

/** The team mailbox of an organisation: where notices go. {@code language} is the one the contact prefers. */
public record ContactPoint(
        OrganisationId organisation, String email, String phone, String postalAddress, Locale language) {}
