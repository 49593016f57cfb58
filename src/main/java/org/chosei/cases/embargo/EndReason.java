package org.chosei.cases.embargo;

import java.util.Locale;

/** Why a person ends an embargo (Vultron, termination). What is public ends it by itself and is noted as such. */
public enum EndReason {
    /** Those who take part agreed to. */
    AGREED,
    FIX_READY,
    FIX_DEPLOYED,
    ATTACKS,
    /** Somebody hostile knows it, or has an exploit. */
    ADVERSARY_KNOWS,
    LEAKED,
    /** Its time has run out. */
    EXPIRED,
    OTHER;

    /** As it is kept, with a sentence under {@code cases.embargo.reason}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
