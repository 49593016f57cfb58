package org.chosei.registry;

/** Where an organisation stands with the CSIRT. */
public enum OrganisationState {
    /** Accepted; agreements or a proved key are still missing. */
    REGISTERED,
    /** Everything is in place. */
    ACTIVE,
    /** Receives nothing until staff end it. */
    SUSPENDED,
    /** Left. */
    WITHDRAWN
}
