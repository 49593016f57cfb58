package org.chosei.intake.reporting;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import org.chosei.kernel.JapaneseText;

/**
 * The secret of a receipt: 19 random characters of Crockford's base 32 (95 bits) and a check character (Luhn mod 32), so that
 * a slip of the hand is told from a wrong code. Typed in any case and width, with or without its groups; O is 0, I and L are 1.
 */
public record ReceiptCode(String value) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BASE = ALPHABET.length();
    private static final int LENGTH = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one that nobody can guess. */
    public static ReceiptCode random() {
        StringBuilder code = new StringBuilder();
        for (int i = 1; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(RANDOM.nextInt(BASE)));
        }
        return new ReceiptCode(code.append(check(code)).toString());
    }

    /** Reads what somebody typed; empty when it cannot be a code, as after a slip of the hand. */
    public static Optional<ReceiptCode> read(String typed) {
        if (typed.length() > 10 * LENGTH) {
            return Optional.empty();
        }
        String code = JapaneseText.plain(typed)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replaceAll("[IL]", "1");
        boolean known = code.length() == LENGTH && code.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return known && check(code.substring(0, LENGTH - 1)) == code.charAt(LENGTH - 1)
                ? Optional.of(new ReceiptCode(code))
                : Optional.empty();
    }

    /** In groups of four, as it is shown. */
    public String shown() {
        return value.replaceAll("(.{4})(?!$)", "$1-");
    }

    private static char check(CharSequence code) {
        int sum = 0;
        for (int i = code.length() - 1, factor = 2; i >= 0; i--, factor = 3 - factor) {
            int addend = factor * ALPHABET.indexOf(code.charAt(i));
            sum += addend / BASE + addend % BASE;
        }
        return ALPHABET.charAt((BASE - sum % BASE) % BASE);
    }

    @Override
    public String toString() {
        return "ReceiptCode[hidden]";
    }
}
