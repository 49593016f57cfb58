package org.chosei.distribution;

import java.util.Set;
import org.chosei.cases.embargo.Binding;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.protocol.ConsentState;

/**
 * What the gate has to know of a case.
 *
 * @param binding the embargo in force and who said what to it
 * @param ownProducts the vendors of which a registered product was found when the case's products were sought last
 * @param acceptedThemselves who accepted terms of the case by its own word
 */
record CaseFacts(
        Tlp tlp,
        Binding binding,
        Wished wished,
        Set<OrganisationId> ownProducts,
        Set<OrganisationId> acceptedThemselves) {

    /**
     * What whoever brought the case wishes.
     *
     * @param held nobody may get it now
     * @param limited nobody but {@code permitted} may
     */
    record Wished(boolean held, boolean limited, Set<OrganisationId> permitted) {
        boolean permits(OrganisationId vendor) {
            return !limited || permitted.contains(vendor);
        }
    }

    /** Whether it agreed to what is in force by its own word, not by its NDA. */
    boolean acceptedByItself(OrganisationId vendor) {
        return acceptedThemselves.contains(vendor) && binding.answer(vendor) == ConsentState.ACCEPTED;
    }
}
