package org.chosei.agreements.bymail;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chosei.kernel.JapaneseText;

/** Names a mailing in subjects and statements: 65 random bits in letters that survive any mailer. It proves nothing. */
final class Reference {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LENGTH = 13;
    private static final Pattern PATTERN =
            Pattern.compile("(?<![a-z0-9])agr-[a-z2-7]{" + LENGTH + "}(?![a-z0-9])", Pattern.CASE_INSENSITIVE);

    private Reference() {}

    static String random() {
        StringBuilder reference = new StringBuilder("AGR-");
        for (int i = 0; i < LENGTH; i++) {
            reference.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return reference.toString();
    }

    /** The first that these words name, in any width and case. */
    static Optional<String> in(Stream<String> words) {
        return words.flatMap(each -> PATTERN.matcher(JapaneseText.folded(each)).results())
                .map(MatchResult::group)
                .map(found -> found.toUpperCase(Locale.ROOT))
                .findFirst();
    }
}
