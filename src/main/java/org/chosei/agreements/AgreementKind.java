package org.chosei.agreements;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.chosei.kernel.Refusal;

/** The documents between the CSIRT and the organisations it works with, each with versions of its own. */
public enum AgreementKind {
    /** The Note of Confirmation: consent to be contacted before publication. */
    NOTE(true),
    /** The non-disclosure agreement, without which nothing undisclosed is given. */
    NDA(true),
    /** How CSIRTs handle what they entrust to each other. */
    HANDLING_GUIDELINE(false),
    /** Who is told what, and when: the words; the policy that runs is the distribution room's. */
    DISTRIBUTION_POLICY(false),
    /** How coordination goes, step by step. */
    PROCEDURE_GUIDELINE(false);

    private final boolean signed;

    AgreementKind(boolean signed) {
        this.signed = signed;
    }

    /** Whether an organisation signs it; the others are published and bind by reference. */
    public boolean signed() {
        return signed;
    }

    /** Those that an organisation signs. */
    public static List<AgreementKind> toSign() {
        return Stream.of(values()).filter(AgreementKind::signed).toList();
    }

    /** As paths, the database and the ledger write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads a label from a path; an unknown one is not found. */
    public static AgreementKind of(String label) {
        return Stream.of(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(Refusal.NotFound::new);
    }
}
