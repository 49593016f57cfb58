package org.chosei.distribution;

import java.util.List;

/** What the gate says of one vendor, and why. Reasons are codes with a sentence under {@code distribution.reason}. */
public record Answer(Level level, List<Reason> reasons) {

    /** What a vendor may get. */
    public enum Level {
        /** Access on the portal and encrypted mail with the content. */
        FULL,
        /** Access on the portal, and a mail without content: there is no key to encrypt to. */
        PORTAL_ONLY,
        /** Nothing. */
        NO
    }

    /** A requirement that decided. */
    public enum Reason {
        ALL_MET,
        NOT_ACTIVE,
        NO_NOTE,
        NO_NDA,
        NDA_NOT_CURRENT,
        INDIVIDUAL_REGISTRATION,
        NOT_VETTED,
        EMBARGO_BEYOND_CONSENT,
        EMBARGO_DECLINED,
        /** What is TLP:RED waits for the vendor's own word. */
        RED_NOT_ACCEPTED,
        RED_TO_NOBODY,
        /** Whoever brought the case asked to hold it. */
        ORIGINATOR_HOLDS,
        /** Whoever brought the case named to whom it may go, and not this vendor. */
        ORIGINATOR_PERMITS_OTHERS,
        NO_KEY,
        KEY_EXPIRED,
        KEY_REVOKED,
        KEY_WEAK,
        KEY_CANNOT_ENCRYPT,
        /** Proved and fit, but notices are not mailed by S/MIME yet. */
        KEY_SMIME
    }

    public boolean eligible() {
        return switch (level) {
            case FULL, PORTAL_ONLY -> true;
            case NO -> false;
        };
    }

    String[] codes() {
        return reasons.stream().map(Reason::name).toArray(String[]::new);
    }
}
