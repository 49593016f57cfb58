package org.chosei.intake.reporting;

import java.util.Locale;
import java.util.stream.Stream;
import org.chosei.kernel.Refusal;

/** Why a report is not coordinated. Each comes with a reason in words for the reporter. */
public enum Exit {
    DUPLICATE,
    /** Public before, with a number or an advisory. */
    KNOWN,
    NOT_A_VULNERABILITY,
    /** The product is no longer supported by anybody. */
    OBSOLETE,
    /** The maker of another product has to hear of it. */
    OTHER_VENDOR,
    /** One web site alone is concerned, no product. */
    WEB_SITE,
    OUT_OF_SCOPE,
    /** It cannot be understood without what the reporter was asked for. */
    INCOMPLETE;

    /** As forms, tables and message keys write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads what the form sent. */
    public static Exit read(String key) {
        return Stream.of(values())
                .filter(exit -> exit.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("exit", "report-exit-missing"));
    }
}
