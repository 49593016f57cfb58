package org.chosei.intake.reporting;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * A report beside mail, without its words.
 *
 * @param reference what people call it, {@code REP-2026-00012}
 * @param organisation the vendor that made it or the body that handed it over; null for the public form
 * @param language of the page on which it was written; the reporter is answered in it
 * @param address the sealed address for mails without content; null where there is none
 * @param held it came in a flood and waits behind the others
 * @param handOver what the receiving body says; null from anybody else
 * @param steps how many steps were taken so far
 */
public record ReceivedReport(
        UUID id,
        String reference,
        Source source,
        @Nullable OrganisationId organisation,
        Locale language,
        Known exploited,
        Known published,
        SealedId answers,
        @Nullable SealedId address,
        boolean held,
        @Nullable HandOver handOver,
        Instant receivedAt,
        ReportState state,
        int steps) {

    /** Whether its reporter can be written to here: a receiving body is told in its own way. */
    public boolean talks() {
        return source != Source.BODY;
    }
}
