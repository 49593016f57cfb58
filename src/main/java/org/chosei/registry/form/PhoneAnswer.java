package org.chosei.registry.form;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;

/** Telephone numbers as people write them: 03-…, +81-…, (03) …, with an extension after 内線 or ext. */
final class PhoneAnswer {
    private static final Pattern LONG_VOWEL = Pattern.compile("(?<=\\d)ー(?=\\d)");
    private static final Pattern EXTENSION =
            Pattern.compile("(?i)[\\s,;(]*(内線|extension|ext\\.?|x|#)[\\s:.]*\\d{1,8}\\)?\\s*$");
    private static final Pattern NOTE = Pattern.compile("(?i)^\\s*(tel|phone)[.:\\s]*|[\\s(]*(代表|直通|大代表)[)]?\\s*$");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9()./\\s-]+");

    private static final int MAX_ANSWER = 80;

    private PhoneAnswer() {}

    static String folded(String answer) {
        return LONG_VOWEL.matcher(JapaneseText.plain(answer)).replaceAll("-");
    }

    /** Whether folded text is one number with its area or country code (E.164: at most 15 digits). */
    static boolean isComplete(String folded) {
        if (folded.length() > MAX_ANSWER) {
            return false;
        }
        Matcher extension = EXTENSION.matcher(folded);
        String number = NOTE.matcher(extension.replaceFirst("")).replaceAll("").strip();
        if (!NUMBER.matcher(number).matches()) {
            return false;
        }
        long digits = number.chars().filter(Character::isDigit).count();
        boolean domestic = number.startsWith("0") || number.startsWith("(0");
        return domestic ? digits == 10 || digits == 11 : digits >= 8 && digits <= 15;
    }
}
