package org.chosei.agreements;

import java.util.Locale;
import org.chosei.kernel.Refusal;

/** What an organisation signs. */
public enum AgreementKind {
    /** The Note of Confirmation: consent to be contacted before publication. */
    NOTE,
    /** The non-disclosure agreement, without which nothing undisclosed is given. */
    NDA;

    /** As paths, the database and the ledger write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a label from a path; an unknown one is not found. */
    public static AgreementKind of(String label) {
        return switch (label) {
            case "note" -> NOTE;
            case "nda" -> NDA;
            default -> throw new Refusal.NotFound();
        };
    }
}
