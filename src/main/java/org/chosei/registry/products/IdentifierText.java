package org.chosei.registry.products;

import java.util.HexFormat;
import java.util.Locale;
import org.chosei.kernel.Refusal;

/** An identifier as it was typed, with the field and line in which it stands, so that what is wrong is named where it is. */
record IdentifierText(String text, int line, String field) {
    /** Longer than any that is in use; what is longer is a paste gone wrong. */
    static final int LONGEST = 500;

    /** A refusal {@code identifier-CODE} that names the line, the character's place counted from 1, and the character. */
    Refusal.Invalid wrong(String code, int at) {
        return wrong(code, at, shown(at));
    }

    /** As {@link #wrong(String, int)}, with the name of a part instead of the character. */
    Refusal.Invalid wrong(String code, int at, String what) {
        return new Refusal.Invalid(field, "identifier-" + code, line, at + 1, what);
    }

    /** Neither scheme has white space, controls or what HTML and shells take for their own; a purl's percent form has all. */
    void requireReadable() {
        if (text.length() > LONGEST) {
            throw wrong("long", LONGEST, String.valueOf(LONGEST));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '!' || c > '~') {
                throw wrong("character", i);
            }
        }
    }

    /** A percent sign is followed by two hexadecimal digits, or it is none. */
    void requireEscapes(String code) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 >= text.length()
                    || !HexFormat.isHexDigit(text.charAt(i + 1))
                    || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                throw wrong(code, i);
            }
        }
    }

    private String shown(int at) {
        if (at >= text.length()) {
            return "–";
        }
        int point = text.codePointAt(at);
        return point > ' ' && point <= '~'
                ? Character.toString(point)
                : "U+" + String.format(Locale.ROOT, "%04X", point);
    }
}
