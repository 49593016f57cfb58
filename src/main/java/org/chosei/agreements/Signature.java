package org.chosei.agreements;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * The record of a signature: who, in what capacity, when, from where, for whom, which exact text.
 *
 * @param textSha256 of the text that was shown and signed
 * @param by who signed, and how that was proved
 * @param until when the agreement ends by itself; null while open
 * @param endedAt when it was withdrawn or terminated; null while it holds
 * @param countersignature the CSIRT's; null until one of its people gave it
 * @param evidence what stands behind it
 */
public record Signature(
        UUID id,
        OrganisationId organisation,
        AgreementKind kind,
        int version,
        String language,
        String textSha256,
        By by,
        @Nullable Instant until,
        @Nullable Instant endedAt,
        @Nullable String endedReason,
        @Nullable By countersignature,
        Evidence evidence) {
    /** Stands for the reason where an agreement ended because its organisation left. */
    static final String WITHDRAWN = "organisation-withdrawn";

    /** Whether it ended because its organisation left, for which pages and records have a sentence of their own. */
    public boolean endedByWithdrawal() {
        return WITHDRAWN.equals(endedReason);
    }

    /**
     * Whoever signed.
     *
     * @param person the account; null for a signature by mail or on paper, which needs none
     * @param account what the account was called then; empty without one
     * @param name as the person typed it, or as the mail or the paper says
     * @param capacity likewise; empty in signatures of the first release
     * @param address the network address; empty on paper and in signatures of the first release
     * @param proof by what the person proved who it is; empty in signatures of the first release
     * @param at when it was recorded
     */
    public record By(
            @Nullable PersonId person,
            String account,
            String name,
            String capacity,
            String address,
            String proof,
            Instant at) {

        /** Whether the name was written that the account has. */
        public boolean isAccountsName() {
            return Act.isSameName(name, account);
        }
    }

    /** The account of whoever signed, if it was given in the browser. */
    public @Nullable PersonId person() {
        return by.person();
    }

    public String signer() {
        return by.name();
    }

    public Instant signedAt() {
        return by.at();
    }

    /** When it ended or ends, whichever way comes first. */
    Optional<Instant> end() {
        return Stream.of(Optional.ofNullable(until), Optional.ofNullable(endedAt))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** Whether it held at that instant. */
    boolean heldAt(Instant at) {
        return !at.isBefore(by.at()) && end().map(at::isBefore).orElse(true);
    }
}
