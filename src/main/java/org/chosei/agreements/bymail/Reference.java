package org.chosei.agreements.bymail;

import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.kernel.JapaneseText;

/** Names a mailing in subjects and statements: 65 random bits in letters that survive any mailer. It is told in the mail alone until somebody signed. */
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

    /** Those that these words name, in any width and case, each once. */
    static Set<String> in(Stream<String> words) {
        return words.flatMap(each -> PATTERN.matcher(JapaneseText.folded(each)).results())
                .map(MatchResult::group)
                .map(found -> found.toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
