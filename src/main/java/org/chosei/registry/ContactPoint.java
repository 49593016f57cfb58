package org.chosei.registry;

import java.util.Locale;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.MailCharset;

/** The team mailbox of an organisation: where notices go. Language and charset are the ones that the contact prefers. */
public record ContactPoint(
        OrganisationId organisation,
        String email,
        String phone,
        String postalAddress,
        Locale language,
        MailCharset charset) {}
