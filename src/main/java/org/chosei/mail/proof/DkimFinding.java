package org.chosei.mail.proof;

/**
 * What one DKIM signature came to.
 *
 * @param domain that signed, in lower case; empty when it cannot be read
 * @param aligned whether the domain is that of the From address as DMARC means it; only then it says anything of the sender
 */
public record DkimFinding(String domain, String selector, Result result, boolean aligned) {

    /** What checking came to. Only {@link #VALID} proves. */
    public enum Result {
        VALID,
        /** Not as RFC 6376 says. */
        MALFORMED,
        /** SHA-1, or an algorithm that nobody here knows. */
        WEAK_ALGORITHM,
        /** {@code l=}: anybody may add to the end. */
        LENGTH_LIMITED,
        /** From is not covered. */
        FROM_OPEN,
        /** Subject is not covered, or only the first of several. */
        SUBJECT_OPEN,
        EXPIRED,
        FROM_THE_FUTURE,
        NO_KEY,
        KEY_REVOKED,
        BAD_KEY,
        /** RSA of less than 2048 bits. */
        WEAK_KEY,
        BODY_CHANGED,
        /** The header was changed, or another key signed. */
        WRONG,
        /** DNS did not answer: nothing is known. */
        UNAVAILABLE
    }
}
