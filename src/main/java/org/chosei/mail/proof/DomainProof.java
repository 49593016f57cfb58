package org.chosei.mail.proof;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the domain of the From address is proved: by a DKIM signature that holds and is aligned with it as DMARC means it.
 * It proves the domain and no person of it.
 *
 * @param domain of the From address in lower case; empty when there is not exactly one
 * @param policy what the domain's owner asks receivers to do (DMARC); null when nothing is published
 */
public record DomainProof(
        String domain,
        Outcome outcome,
        Why why,
        @Nullable String policy,
        List<DkimFinding> signatures,
        ArcFinding arc) {
    public DomainProof {
        signatures = List.copyOf(signatures);
    }

    /** What is known. */
    public enum Outcome {
        PROVED,
        NOT_PROVED,
        /** DNS did not answer; asking again may tell. */
        UNKNOWN
    }

    /** Why it is so. */
    public enum Why {
        /** A valid signature of the domain itself or of its organisation. */
        ALIGNED,
        NO_FROM,
        /** Two senders, or two fields of which programs show different ones. */
        SEVERAL_FROM,
        /** A field twice that may come once: what is signed and what is shown may differ. */
        REPEATED_FIELD,
        UNSIGNED,
        /** Signatures hold, but others made them. */
        NOT_ALIGNED,
        /** No signature holds. */
        INVALID,
        /** DNS did not answer. */
        UNAVAILABLE
    }
}
