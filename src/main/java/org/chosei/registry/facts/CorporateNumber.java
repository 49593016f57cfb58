package org.chosei.registry.facts;

import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;

/** The number that the tax agency gives each corporation: a check digit and twelve more. A name can be shared, it cannot. */
public final class CorporateNumber {
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{12}");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s-]");

    private CorporateNumber() {}

    /** Folded to its digits; empty when nothing was typed. */
    public static String read(String typed) {
        String digits = folded(typed);
        if (digits.isEmpty()) {
            return "";
        }
        if (!FORM.matcher(digits).matches()) {
            throw new Refusal.Invalid("corporateNumber", "corporate-number-form");
        }
        if (digits.charAt(0) - '0' != checkDigit(digits.substring(1))) {
            throw new Refusal.Invalid("corporateNumber", "corporate-number-digit");
        }
        return digits;
    }

    /** As it is compared, be it a number or not. */
    public static String folded(String typed) {
        return SEPARATORS.matcher(JapaneseText.plain(typed)).replaceAll("");
    }

    /** 9 − (Σ Pn·Qn mod 9): Pn is the n-th digit from the right, Qn is 1 where n is odd and 2 where it is even. */
    static int checkDigit(String twelve) {
        int sum = 0;
        for (int n = 1; n <= twelve.length(); n++) {
            sum += (twelve.charAt(twelve.length() - n) - '0') * (n % 2 == 1 ? 1 : 2);
        }
        return 9 - sum % 9;
    }
}
