package org.chosei.identity;

import java.util.Locale;
import org.chosei.kernel.OrganisationId;

/** What an organisation is called. The room that keeps organisations lies above and implements it. */
public interface OrganisationNames {

    /** The name in this language, asked within a transaction of a member or of staff; "not found" for a stranger. */
    String name(OrganisationId organisation, Locale locale);
}
