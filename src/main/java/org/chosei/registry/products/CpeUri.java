package org.chosei.registry.products;

import static org.chosei.registry.products.CpeFormattedString.ANY;
import static org.chosei.registry.products.CpeFormattedString.ATTRIBUTES;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads a CPE name bound to a URI (NIST IR 7695, 6.1), as version 2.2 wrote it: at most seven parts, of which the sixth may
 * hold five attributes between tildes. The rest is unbound and read as a formatted string is.
 */
final class CpeUri {
    private static final String PREFIX = "cpe:/";
    private static final int PRODUCT = 2;
    private static final int EDITION = 5;
    private static final int MOST = 7;

    /** Where in the formatted string the five that are packed into the edition go. */
    private static final int[] PACKED = {5, 7, 8, 9, 10};

    private CpeUri() {}

    static Identifier read(IdentifierText typed) {
        typed.requireEscapes("cpe-percent");
        String text = typed.text();
        List<String> values = new ArrayList<>(Collections.nCopies(ATTRIBUTES.size(), ANY));
        int at = PREFIX.length();
        String[] parts = text.substring(at).split(":", -1);
        if (parts.length > MOST) {
            throw typed.wrong("cpe-uri-parts", text.length(), String.valueOf(parts.length));
        }
        for (int i = 0; i < parts.length; i++) {
            if (i == EDITION && parts[i].startsWith("~")) {
                unpack(typed, parts[i], at, values);
            } else {
                values.set(i, value(typed, parts[i], at, i));
            }
            at += parts[i].length() + 1;
        }
        if (parts.length <= PRODUCT) {
            throw typed.wrong("cpe-empty", text.length(), ATTRIBUTES.get(parts.length));
        }
        return CpeFormattedString.identifier(values);
    }

    private static void unpack(IdentifierText typed, String packed, int at, List<String> values) {
        String[] each = packed.substring(1).split("~", -1);
        if (each.length != PACKED.length) {
            throw typed.wrong("cpe-packed", at, String.valueOf(each.length));
        }
        int place = at + 1;
        for (int i = 0; i < each.length; i++) {
            values.set(PACKED[i], value(typed, each[i], place, PACKED[i]));
            place += each[i].length() + 1;
        }
    }

    /** Nothing means any value; vendor and product have to be there. */
    private static String value(IdentifierText typed, String written, int at, int attribute) {
        if (written.isEmpty()) {
            return attribute <= PRODUCT ? CpeValue.read(typed, written, at, attribute) : ANY;
        }
        return CpeValue.read(typed, unbound(typed, written, at), at, attribute);
    }

    /** %01 and %02 are the wildcards; every other character that is not plain stands behind a backslash from here on. */
    private static String unbound(IdentifierText typed, String written, int at) {
        if (written.equals(CpeFormattedString.NOT_APPLICABLE)) {
            return written;
        }
        StringBuilder unbound = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '%') {
                int code = HexFormat.fromHexDigits(written, i + 1, i + 3);
                if (code != 1 && code != 2 && (code < '!' || code > '~')) {
                    throw typed.wrong("cpe-percent", at + i);
                }
                unbound.append(code == 1 ? "?" : code == 2 ? "*" : quoted((char) code));
                i += 2;
            } else if (Character.isLetterOrDigit(c) || "._-~".indexOf(c) >= 0) {
                unbound.append(quoted(c));
            } else {
                throw typed.wrong("cpe-uri-character", at + i);
            }
        }
        return unbound.toString();
    }

    private static String quoted(char c) {
        return Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c;
    }
}
