package org.chosei.identity;

import org.chosei.kernel.OrganisationId;

/** The CSIRT that runs this installation. The room that keeps organisations lies above and implements it. */
public interface CoordinatorOrganisation {

    /** Its id, the same for the life of the installation; asked in any scope, within a transaction or without. */
    OrganisationId id();
}
