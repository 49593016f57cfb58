package org.chosei.mail;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.chosei.kernel.OrganisationId;

/**
 * Asked just before encrypted mail leaves: how a team wants it, beside the address that the mail names. The room that knows the
 * teams implements it, so that what changes there holds for what waits. Runs under the sender's scope (purpose mail-out).
 */
public interface TeamWays {

    /**
     * How one team wants its mail.
     *
     * @param further more addresses of the team that get the same mail, named to nobody
     * @param onlyEncrypted whether no relay may pass it on in clear (REQUIRETLS)
     */
    record Way(List<String> further, boolean onlyEncrypted) {
        /** To the one address, on whatever way. */
        public static final Way PLAIN = new Way(List.of(), false);
    }

    /** In one statement; those without wishes are absent. */
    Map<OrganisationId, Way> of(Collection<OrganisationId> organisations);
}
