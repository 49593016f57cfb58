package org.chosei.identity;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.MailCharset;

/** Where the teams of organisations are reached. The room that keeps organisations lies above and implements it. */
public interface TeamAddresses {
    /** A team's mailbox; {@code name} is the organisation's in the team's language. */
    record Team(OrganisationId organisation, String name, String email, Locale language, MailCharset charset) {}

    /** One for each organisation that has a team contact, asked within a transaction of staff. */
    List<Team> of(Collection<OrganisationId> organisations);
}
