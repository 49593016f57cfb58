package org.chosei.registry.upkeep;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact.Role;
import org.jspecify.annotations.Nullable;

/**
 * Contacts of many organisations asked at once to answer.
 *
 * @param asked how many contacts
 * @param by as {@code Scope.actor()} writes it
 * @param reminders when those who were silent were asked again
 * @param endedAt null while it runs; what comes later does not count
 */
public record Drill(
        UUID id,
        Whom whom,
        int asked,
        Instant startedAt,
        String by,
        List<Instant> reminders,
        @Nullable Instant endedAt) {

    /** Which contacts of an organisation are asked. */
    public enum Whom {
        /** The team's mailbox alone. */
        TEAM,
        /** Every contact that has an address. */
        ALL
    }

    /** What came of asking one contact. */
    public enum Answer {
        /** It answered by its link, or the responsible person did for all on the page. */
        ANSWERED,
        /** The mail came back. */
        BOUNCED,
        /** Neither, so far. */
        SILENT
    }

    /**
     * One contact that was asked.
     *
     * @param at when it answered, or its mail came back; null while silent
     * @param by who answered, as {@code Scope.actor()} writes it; empty for all but an answer
     * @param mails how often it was asked, reminders included
     */
    public record Asked(
            UUID ask,
            OrganisationId organisation,
            Role role,
            Instant askedAt,
            Answer answer,
            @Nullable Instant at,
            String by,
            int mails) {}

    /** How many contacts, of how many organisations; {@code sent} counts those whose mail the relay took. */
    public record Progress(int organisations, int asked, int sent, int answered, int bounced) {

        /** Those that neither answered nor bounced. */
        public int silent() {
            return asked - answered - bounced;
        }
    }
}
