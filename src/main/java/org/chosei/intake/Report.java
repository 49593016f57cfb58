package org.chosei.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * A partner's report without its words.
 *
 * @param mailId the mail that it came in
 * @param number the partner's tracking number; empty if none was given
 * @param problems message keys under {@code intake.problem}
 * @param signedBy the fingerprint of the partner's proved key that signed it
 * @param repeats the first report with the same number or in the same mail
 * @param outcome what a person made of it; null while it waits
 */
public record Report(
        UUID id,
        OrganisationId organisation,
        UUID mailId,
        String number,
        SealedId fields,
        List<String> problems,
        String signedBy,
        Instant signedAt,
        Instant receivedAt,
        @Nullable UUID repeats,
        @Nullable Outcome outcome) {

    /** The report that a number first came with. */
    UUID first() {
        return repeats == null ? id : repeats;
    }

    /** What a person decided. */
    public sealed interface Outcome {
        Instant at();

        /** A case was opened; {@code acknowledgedTo} is the address that was told its number, null if there was none. */
        record Opened(
                CaseId caseId, String number, @Nullable String acknowledgedTo, Instant at) implements Outcome {}

        /** No case was opened; the reason is sealed. */
        record NotAccepted(SealedId reason, Instant at) implements Outcome {}
    }
}
