package org.chosei.registry.facts;

import java.net.IDN;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;

/** An organisation's domains: lower case and ASCII, so that one domain has one form whoever typed it. */
public final class Domains {
    private static final int MOST = 20;
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;、]+");
    private static final Pattern FORM =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.){1,9}[a-z]([a-z0-9-]{0,61}[a-z0-9])");

    private Domains() {}

    /** Folded, or refused. */
    public static List<String> read(String typed) {
        List<String> domains = Arrays.stream(BETWEEN.split(typed, -1))
                .filter(each -> !each.isBlank())
                .map(Domains::folded)
                .distinct()
                .sorted()
                .toList();
        if (domains.size() > MOST) {
            throw new Refusal.Invalid("domains", "domains-many", MOST);
        }
        return domains;
    }

    private static String folded(String typed) {
        String plain = JapaneseText.plain(typed).toLowerCase(Locale.ROOT);
        try {
            String ascii = IDN.toASCII(plain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            if (ascii.length() <= 253 && FORM.matcher(ascii).matches()) {
                return ascii;
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid("domains", "domain-form");
        }
        throw new Refusal.Invalid("domains", "domain-form");
    }
}
