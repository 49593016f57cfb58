package org.chosei.registry;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where an organisation stands with the CSIRT, once its registration was accepted; before that the registration has states
 * of its own. Steps towards activation may be left out, but none is taken back.
 */
public enum OrganisationState {
    /** Accepted; agreements or a proved key are still missing. */
    REGISTERED,
    /** Somebody made sure that it is who it says. */
    IDENTITY_VERIFIED,
    /** It has the texts that it shall sign. */
    DOCUMENTS_SENT,
    /** It has presented itself and its products. */
    MEETING_HELD,
    /** Everything is in place. */
    ACTIVE,
    /** Receives nothing until staff end it. */
    SUSPENDED,
    /** Left, for good; whoever returns registers anew. */
    WITHDRAWN;

    /** The one table of what may follow. After a suspension a vendor is looked at anew and not simply active again. */
    public Set<OrganisationState> next() {
        EnumSet<OrganisationState> next = switch (this) {
            case REGISTERED ->
                EnumSet.of(IDENTITY_VERIFIED, DOCUMENTS_SENT, MEETING_HELD, ACTIVE, SUSPENDED, WITHDRAWN);
            case IDENTITY_VERIFIED -> EnumSet.of(DOCUMENTS_SENT, MEETING_HELD, ACTIVE, SUSPENDED, WITHDRAWN);
            case DOCUMENTS_SENT -> EnumSet.of(MEETING_HELD, ACTIVE, SUSPENDED, WITHDRAWN);
            case MEETING_HELD -> EnumSet.of(ACTIVE, SUSPENDED, WITHDRAWN);
            case ACTIVE -> EnumSet.of(SUSPENDED, WITHDRAWN);
            case SUSPENDED -> EnumSet.of(REGISTERED, ACTIVE, WITHDRAWN);
            case WITHDRAWN -> EnumSet.noneOf(OrganisationState.class);
        };
        return Collections.unmodifiableSet(next);
    }

    /** On the way to being active. */
    public boolean waits() {
        return switch (this) {
            case REGISTERED, IDENTITY_VERIFIED, DOCUMENTS_SENT, MEETING_HELD -> true;
            case ACTIVE, SUSPENDED, WITHDRAWN -> false;
        };
    }

    /** May see nothing, whatever it signed. */
    public boolean stopped() {
        return switch (this) {
            case SUSPENDED, WITHDRAWN -> true;
            case REGISTERED, IDENTITY_VERIFIED, DOCUMENTS_SENT, MEETING_HELD, ACTIVE -> false;
        };
    }
}
