package org.chosei.registry.vetting;

import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;

/**
 * A telephone number as it is compared: the digits that are left when widths, signs, an extension and the ways to say
 * "abroad" (+, 00, Japan's 010) or "from within the country" (0) are taken away (E.164, E.123).
 */
final class DialledNumber {
    private static final Pattern EXTENSION =
            Pattern.compile("(?i)[\\s,;(]*(内線|extension|ext\\.?|x|#)[\\s:.]*\\d{1,8}\\)?\\s*$");
    private static final Pattern TRUNK = Pattern.compile("\\(\\s*0\\s*\\)");
    private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9()./\\sー-]{6,40}");
    private static final Pattern PREFIX = Pattern.compile("^(010(?=\\d{10})|00|0)");
    private static final int SHORTEST = 7;
    /** The 15 digits of E.164 and a prefix to leave the country. */
    private static final int LONGEST = 18;

    private static final int COUNTRY_CODE = 3;

    private DialledNumber() {}

    /** As it is kept, or refused when nobody could dial it. */
    static String require(String field, String typed) {
        String plain = JapaneseText.plain(JapaneseText.withoutControls(typed)).strip();
        String number = EXTENSION.matcher(plain).replaceFirst("");
        int digits = (int) number.chars().filter(Character::isDigit).count();
        if (!WRITTEN.matcher(number).matches() || digits < SHORTEST || digits > LONGEST) {
            throw new Refusal.Invalid(field, "vetting-number-form");
        }
        return plain;
    }

    /**
     * Whether two people who dial them reach the same line. One may name the country and the other leave it out; in doubt
     * they are the same, which costs a look at the source and nothing else.
     */
    static boolean same(String one, String other) {
        String a = significant(one);
        String b = significant(other);
        String longer = a.length() >= b.length() ? a : b;
        String shorter = a.length() >= b.length() ? b : a;
        return shorter.length() >= SHORTEST
                && longer.endsWith(shorter)
                && longer.length() - shorter.length() <= COUNTRY_CODE;
    }

    private static String significant(String typed) {
        String plain = EXTENSION.matcher(JapaneseText.plain(typed).strip()).replaceFirst("");
        boolean international = plain.startsWith("+");
        String digits = TRUNK.matcher(plain).replaceAll("").replaceAll("\\D", "");
        return international ? digits : PREFIX.matcher(digits).replaceFirst("");
    }
}
