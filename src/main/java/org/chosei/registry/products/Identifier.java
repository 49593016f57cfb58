package org.chosei.registry.products;

import java.util.Locale;

/**
 * A product's name for machines in its one canonical form, so that two people who type it differently mean the same.
 *
 * @param packageKey the same without version and qualifiers: what is compared to find another version of it
 * @param version empty when none is named, which means every version
 */
public record Identifier(Kind kind, String canonical, String packageKey, String version) {

    /** Which naming scheme it is written in. */
    public enum Kind {
        /** A package URL (purl-spec, ECMA-427). */
        PURL,
        /** A CPE name (NIST IR 7695), formatted string of version 2.3 or URI of version 2.2. */
        CPE
    }

    /** Whether the text claims to be one, right or wrong. */
    public static boolean isOne(String text) {
        String start = text.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("pkg:") || start.startsWith("cpe:");
    }

    /**
     * Reads it.
     *
     * @param line where it stands, counted from 1, for the refusal
     * @param field the form field, for the refusal
     * @throws org.chosei.kernel.Refusal.Invalid that says what is wrong, in which line and at which character
     */
    public static Identifier read(String text, int line, String field) {
        IdentifierText typed = new IdentifierText(text.strip(), line, field);
        typed.requireReadable();
        String start = typed.text().toLowerCase(Locale.ROOT);
        if (start.startsWith("pkg:")) {
            return Purl.read(typed);
        }
        if (start.startsWith("cpe:2.3:")) {
            return CpeFormattedString.read(typed);
        }
        if (start.startsWith("cpe:/")) {
            return CpeUri.read(typed);
        }
        throw typed.wrong(start.startsWith("cpe:") ? "cpe-version" : "kind", 0);
    }
}
