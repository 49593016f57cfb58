package org.chosei.intake;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chosei.crypto.Certificate;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.ContactPoint;

/** Who may send reports. A registered address leads to an organisation; only its proved keys are believed. */
public interface Partners {

    /** Whose address this is. */
    Optional<Sender> byAddress(String address);

    /** The team's mailbox, if the organisation has one. */
    Optional<ContactPoint> team(OrganisationId organisation);

    /** What the organisations are called in the reader's language; unknown ones are absent. One query. */
    Map<OrganisationId, String> names(Collection<OrganisationId> organisations, Locale locale);

    /**
     * The organisation behind an address.
     *
     * @param partner whether it is a CSIRT that coordinates with us
     * @param keys its proved keys, the unfit ones included: whether one had ended is part of the finding
     */
    record Sender(OrganisationId organisation, boolean partner, List<Certificate> keys) {}
}
