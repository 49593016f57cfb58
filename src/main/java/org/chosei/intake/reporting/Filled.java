package org.chosei.intake.reporting;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.mail.wire.AddressText;
import org.jspecify.annotations.Nullable;

/**
 * A report form as somebody filled it in, cleaned of control characters.
 *
 * @param channel how to reach the reporter; null when nothing was chosen
 * @param email the address for mails without content; empty unless asked for
 */
public record Filled(
        Map<Question, String> answers,
        Known exploited,
        Known published,
        @Nullable Channel channel,
        String email) {

    public Filled {
        answers = Map.copyOf(answers);
    }

    /** Nothing yet. */
    public static Filled blank() {
        return read(Map.of());
    }

    /** What a form sent; fields that it does not know are dropped. */
    public static Filled read(Map<String, String> typed) {
        Map<Question, String> answers = new EnumMap<>(Question.class);
        Question.all().forEach(question -> {
            String answer = clean(typed.getOrDefault(question.key(), ""));
            if (!answer.isEmpty()) {
                answers.put(question, answer);
            }
        });
        String channel = typed.getOrDefault("channel", "");
        return new Filled(
                answers,
                Known.read(typed.getOrDefault("exploited", "")),
                Known.read(typed.getOrDefault("published", "")),
                Stream.of(Channel.values())
                        .filter(each -> each.key().equals(channel))
                        .findFirst()
                        .orElse(null),
                JapaneseText.plain(clean(typed.getOrDefault("email", ""))));
    }

    private static String clean(String text) {
        return JapaneseText.withoutControls(text).strip();
    }

    /** The answer, or nothing. */
    public String answer(Question question) {
        return answers.getOrDefault(question, "");
    }

    /** The address for news, empty where the reporter wants none. */
    public String newsAddress() {
        return channel == Channel.EMAIL ? email : "";
    }

    /** Whether one of the questions that may stay empty was answered. */
    public boolean saysMore() {
        return exploited != Known.UNKNOWN
                || published != Known.UNKNOWN
                || Question.optional().stream().anyMatch(answers::containsKey);
    }

    /** Everything that keeps it from being sent, in the order of the form. */
    public List<Refusal.Invalid> problems(boolean asksChannel) {
        List<Refusal.Invalid> problems = new ArrayList<>();
        for (Question question : Question.values()) {
            int length = JapaneseText.codePoints(answer(question));
            if (length == 0 && Question.needed().contains(question)) {
                problems.add(new Refusal.Invalid(question.key(), "report-answer-missing"));
            } else if (length > question.longest()) {
                problems.add(new Refusal.Invalid(question.key(), "report-answer-long", question.longest(), length));
            }
        }
        if (asksChannel && channel == null) {
            problems.add(new Refusal.Invalid("channel", "report-channel-missing"));
        }
        if (asksChannel && channel == Channel.EMAIL && !AddressText.isAddress(email)) {
            problems.add(
                    new Refusal.Invalid("email", email.isEmpty() ? "report-email-missing" : "report-email-malformed"));
        }
        return problems;
    }
}
