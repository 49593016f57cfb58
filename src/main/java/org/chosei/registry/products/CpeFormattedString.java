package org.chosei.registry.products;

import java.util.ArrayList;
import java.util.List;
import org.chosei.registry.products.Identifier.Kind;

/** Reads a CPE name bound to a formatted string (NIST IR 7695, 6.2): a prefix and eleven attributes between colons. */
final class CpeFormattedString {
    static final String PREFIX = "cpe:2.3:";
    static final List<String> ATTRIBUTES = List.of(
            "part",
            "vendor",
            "product",
            "version",
            "update",
            "edition",
            "language",
            "sw_edition",
            "target_sw",
            "target_hw",
            "other");
    static final String ANY = "*";
    static final String NOT_APPLICABLE = "-";

    private static final int VERSION = 3;

    private CpeFormattedString() {}

    static Identifier read(IdentifierText typed) {
        List<String> values = new ArrayList<>();
        int start = PREFIX.length();
        String text = typed.text();
        for (int i = start; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ':') {
                values.add(read(typed, start, i, values.size()));
                start = i + 1;
            } else if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
        }
        if (values.size() != ATTRIBUTES.size()) {
            throw typed.wrong("cpe-parts", text.length(), String.valueOf(values.size()));
        }
        return identifier(values);
    }

    /** From values that were read one by one. */
    static Identifier identifier(List<String> values) {
        String version = values.get(VERSION);
        boolean every = version.equals(ANY) || version.equals(NOT_APPLICABLE);
        String update = values.get(VERSION + 1);
        boolean base = update.equals(ANY) || update.equals(NOT_APPLICABLE);
        return new Identifier(
                Kind.CPE,
                PREFIX + String.join(":", values),
                "cpe:" + String.join(":", values.subList(0, VERSION)),
                every ? "" : base ? version : version + ":" + update);
    }

    private static String read(IdentifierText typed, int from, int to, int attribute) {
        if (attribute >= ATTRIBUTES.size()) {
            throw typed.wrong("cpe-parts", from, String.valueOf(attribute + 1));
        }
        return CpeValue.read(typed, typed.text().substring(from, to), from, attribute);
    }
}
