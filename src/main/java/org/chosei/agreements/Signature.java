package org.chosei.agreements;

import java.time.Instant;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * The record of a signature: who, when, for whom, which exact text.
 *
 * @param textSha256 of the text that was shown and signed
 * @param signer the name as the person typed it
 * @param until when the agreement ends by itself; null while open
 * @param endedAt when it was withdrawn or terminated; null while it holds
 */
public record Signature(
        OrganisationId organisation,
        AgreementKind kind,
        int version,
        String language,
        String textSha256,
        PersonId person,
        String signer,
        Instant signedAt,
        @Nullable Instant until,
        @Nullable Instant endedAt,
        @Nullable String endedReason) {}
