package org.chosei.access;

import java.util.Locale;

/** Why Chosei itself acts; row-level security policies name each purpose they admit. */
public enum Purpose {
    /** Invitation, sign-in and session look-ups, before anybody is known. */
    SIGN_IN,
    /** Taking in reports from the public form, and looking receipts up, before anybody is known. */
    INTAKE,
    /** Storing, decrypting and routing arrived mail. */
    MAIL_IN,
    /** Staging, checking and handing over outgoing mail. */
    MAIL_OUT,
    /** Switching an advisory to published at its instant. */
    PUBLICATION,
    /** Signing the heads of the ledger's chains. */
    CHECKPOINT,
    /** Reading every chain to verify or export it. */
    VERIFICATION,
    /** First run: own keys, shipped texts, the first administrator. */
    SETUP,
    /** The host's operator at the command line, bringing organisations in and out. */
    OPERATOR,
    /** Asking organisations whether their contacts are still right, and finding what a link in such a mail asks. */
    UPKEEP,
    /** Removing what people never sent: pending files and old drafts. */
    TIDY,
    /** Indexing for search what was sealed before, or by rooms that leave it to that; no evidence of reading. */
    SEARCH,
    /** Counting what needs attention, without content. */
    HEALTH,
    /** Copying everything out, and back. Only the owner connection admits it. */
    BACKUP;

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
