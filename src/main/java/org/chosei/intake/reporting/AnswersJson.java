package org.chosei.intake.reporting;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The answers of a report as they lie sealed; the version tells a later reader how. */
final class AnswersJson {
    private AnswersJson() {}

    record Sealed(int version, Map<String, String> answers) {}

    static byte[] write(Map<Question, String> answers) {
        Map<String, String> byKey = new LinkedHashMap<>();
        Question.all()
                .filter(answers::containsKey)
                .forEach(question -> byKey.put(question.key(), answers.getOrDefault(question, "")));
        return JsonMapper.shared().writeValueAsString(new Sealed(1, byKey)).getBytes(StandardCharsets.UTF_8);
    }

    static Map<Question, String> read(byte[] bytes) {
        Map<String, String> byKey =
                JsonMapper.shared().readValue(bytes, Sealed.class).answers();
        Map<Question, String> answers = new EnumMap<>(Question.class);
        Question.all()
                .filter(question -> byKey.containsKey(question.key()))
                .forEach(question -> answers.put(question, byKey.getOrDefault(question.key(), "")));
        return answers;
    }
}
