package org.chosei.cases.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a vendor, as it was said: of one vulnerability, or of several at once. Its words are sealed.
 *
 * @param ordinals the vulnerabilities that it is about, by their number in the case
 * @param via how it reached us, a message key under {@code status.via}
 * @param toldBy who said it on the telephone; null otherwise
 * @param toldAt when; null otherwise
 * @param by who recorded it, as the ledger names actors
 */
public record Said(
        UUID act,
        List<Integer> ordinals,
        VendorStatus status,
        @Nullable LocalDate fixDate,
        @Nullable SealedId statement,
        @Nullable SealedId versions,
        @Nullable SealedId references,
        String via,
        @Nullable SealedId toldBy,
        @Nullable Instant toldAt,
        Instant at,
        String by) {}
