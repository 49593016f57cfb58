package org.chosei.agreements;

import java.time.LocalDate;
import java.util.UUID;
import org.chosei.kernel.PersonId;

/** What stands behind a signature besides the words of its record, by the way on which it was given. */
public sealed interface Evidence {

    /** Given in the browser by the account that the record names. */
    record Account() implements Evidence {}

    /**
     * Mailed under a signature of the organisation's own key.
     *
     * @param mail the arrived mail, which lies sealed in the mail room
     * @param mailSha256 of its bytes, lower-case hexadecimal
     * @param fingerprint of the certificate that signed it
     * @param sender the address in its From
     */
    record SignedMail(String reference, UUID mail, String mailSha256, String fingerprint, String sender)
            implements Evidence {}

    /**
     * Signed on paper; two persons of the CSIRT read its scan alike and independently.
     *
     * @param signedOn the day that stands on the paper, in no zone
     */
    record Paper(UUID paper, LocalDate signedOn, String scanSha256, PersonId first, PersonId second)
            implements Evidence {}
}
