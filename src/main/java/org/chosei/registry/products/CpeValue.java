package org.chosei.registry.products;

import static org.chosei.registry.products.CpeFormattedString.ANY;
import static org.chosei.registry.products.CpeFormattedString.ATTRIBUTES;
import static org.chosei.registry.products.CpeFormattedString.NOT_APPLICABLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One attribute's value of a CPE name (NIST IR 7695, 5.3.2): a logical value, or characters with wildcards at the ends. */
final class CpeValue {
    private static final int PART = 0;
    private static final int PRODUCT = 2;
    private static final int LANGUAGE = 6;
    private static final Pattern PARTS = Pattern.compile("[aoh]");
    private static final Pattern LANGUAGES = Pattern.compile("[a-z]{2,3}(-([a-z]{2}|[0-9]{3}))?");

    /** What a backslash may stand before. */
    private static final String QUOTABLE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private CpeValue() {}

    /**
     * Its canonical form, which is in lower case and quotes only what has to be. Vendor and product have to be named: a
     * product that could be anything is none.
     *
     * @param at where it stands in the text
     */
    static String read(IdentifierText typed, String written, int at, int attribute) {
        String name = ATTRIBUTES.get(attribute);
        if (written.isEmpty()) {
            throw typed.wrong("cpe-empty", at, name);
        }
        String lower = written.toLowerCase(Locale.ROOT);
        boolean logical = lower.equals(ANY) || lower.equals(NOT_APPLICABLE);
        if (attribute == PART && !PARTS.matcher(lower).matches()) {
            throw typed.wrong("cpe-part", at, name);
        }
        if (logical && attribute <= PRODUCT) {
            throw typed.wrong("cpe-wide", at, name);
        }
        if (logical) {
            return lower;
        }
        String value = characters(typed, lower, at, attribute);
        if (attribute == LANGUAGE && !LANGUAGES.matcher(value).matches()) {
            throw typed.wrong("cpe-language", at, name);
        }
        return value;
    }

    private static String characters(IdentifierText typed, String written, int at, int attribute) {
        List<String> each = tokens(written);
        int from = wildcards(each, 0, 1);
        int to = from == each.size() ? from : each.size() - wildcards(each, each.size() - 1, -1);
        if (attribute <= PRODUCT && (from > 0 || to < each.size())) {
            throw typed.wrong("cpe-wide", at, ATTRIBUTES.get(attribute));
        }
        if (from >= to) {
            throw typed.wrong("cpe-wildcard", at);
        }
        StringBuilder value = new StringBuilder(String.join("", each.subList(0, from)));
        int place = at + from;
        for (String token : each.subList(from, to)) {
            value.append(character(typed, token, place, written));
            place += token.length();
        }
        return value.append(String.join("", each.subList(to, each.size()))).toString();
    }

    /** Single characters, each with the backslash before it. */
    private static List<String> tokens(String written) {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < written.length(); i++) {
            int length = written.charAt(i) == '\\' && i + 1 < written.length() ? 2 : 1;
            tokens.add(written.substring(i, i + length));
            i += length - 1;
        }
        return tokens;
    }

    /** How many wildcards stand at this end: one star, or any number of question marks. */
    private static int wildcards(List<String> tokens, int end, int step) {
        if (tokens.get(end).equals("*")) {
            return 1;
        }
        int count = 0;
        for (int i = end; i >= 0 && i < tokens.size() && tokens.get(i).equals("?"); i += step) {
            count++;
        }
        return count;
    }

    /** A hyphen that is the whole value keeps its backslash: without it the value would be "not applicable". */
    private static String character(IdentifierText typed, String token, int at, String whole) {
        char c = token.charAt(token.length() - 1);
        if (token.length() == 2) {
            if (QUOTABLE.indexOf(c) < 0) {
                throw typed.wrong("cpe-quote", at);
            }
            boolean plain = c == '.' || c == '_' || c == '-' && whole.length() > 2;
            return plain ? String.valueOf(c) : token;
        }
        if (c == '*' || c == '?') {
            throw typed.wrong("cpe-wildcard", at);
        }
        boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
        if (!plain) {
            throw typed.wrong("cpe-quote", at);
        }
        return token;
    }
}
