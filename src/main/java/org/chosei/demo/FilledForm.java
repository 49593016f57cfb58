package org.chosei.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills a blank form in, as a person does: an answer behind each numbered label. */
final class FilledForm {
    private static final Pattern LABEL = Pattern.compile("(?m)^(\\d+)\\. (.+?) \\((.+)\\)：$");

    private FilledForm() {}

    /** The labels stay as they are. */
    static String bilingual(String blank, List<String> answers) {
        return filled(blank, answers, label -> label.group());
    }

    /** English labels with ASCII punctuation. */
    static String english(String blank, List<String> answers) {
        return filled(blank, answers, label -> label.group(1) + ". " + label.group(3) + ": ");
    }

    /** Both languages, with every digit as wide as a Japanese letter. */
    static String wide(String blank, List<String> answers) {
        List<String> wide = answers.stream().map(FilledForm::wideDigits).toList();
        return filled(
                blank, wide, label -> wideDigits(label.group(1)) + "．" + label.group(2) + "／" + label.group(3) + "：");
    }

    private interface Label {
        String written(MatchResult label);
    }

    private static String filled(String blank, List<String> answers, Label label) {
        Deque<String> left = new ArrayDeque<>(answers);
        String text =
                LABEL.matcher(blank).replaceAll(found -> Matcher.quoteReplacement(label.written(found) + left.poll()));
        StepFailed.unless(left.isEmpty(), "the form has no place for %s", left);
        return text;
    }

    /** Addresses stay ASCII: no mail program would find them otherwise. */
    private static String wideDigits(String text) {
        if (text.contains("@")) {
            return text;
        }
        int[] wide = text.codePoints()
                .map(c -> c >= '0' && c <= '9' ? c - '0' + '０' : c)
                .toArray();
        return new String(wide, 0, wide.length);
    }
}
