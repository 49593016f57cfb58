package org.chosei.registry;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organisation or another registration that a registration may be about.
 *
 * @param organisation the organisation's id; null for a registration
 * @param registration the registration's id; null for an organisation
 * @param name of the organisation, or the number and the name of the registration
 */
public record Duplicate(
        @Nullable UUID organisation, @Nullable UUID registration, String name, Set<Same> same) {

    /** What both have. */
    public enum Same {
        /** Width, case, spaces and the legal form make no difference. */
        NAME,
        /** Of an e-mail address or of the organisation; not that of a mail service for everybody. */
        DOMAIN,
        ADDRESS
    }
}
