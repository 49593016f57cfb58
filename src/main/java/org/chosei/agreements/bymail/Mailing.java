package org.chosei.agreements.bymail;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.chosei.agreements.Act;
import org.chosei.agreements.AgreementKind;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.upkeep.ContactLinks;

/**
 * A text that was mailed to be signed.
 *
 * @param reference names it in a subject and in the statement; only the mail tells it, so an answer with it proves that the
 *     mailbox was read
 * @param address where it went; only an answer from there counts
 * @param signer as the registry names whoever answers for the organisation
 * @param capacity likewise
 * @param statement what has to come back, signed
 */
public record Mailing(
        UUID id,
        OrganisationId organisation,
        AgreementKind kind,
        int version,
        String language,
        String textSha256,
        String reference,
        String address,
        String signer,
        String capacity,
        String statement,
        Instant askedAt) {
    private static final Duration VALID = Duration.ofDays(30);

    /** An answer that arrives later signs nothing. */
    public Instant until() {
        return askedAt.plus(VALID);
    }

    /** The address as a page may show it. */
    public String maskedAddress() {
        return ContactLinks.masked(address);
    }

    Locale locale() {
        return Locale.of(language);
    }

    Act act() {
        return new Act(signer, capacity, true);
    }
}
