package org.chosei.registry;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chosei.registry.form.FormField;
import org.chosei.registry.form.FormProblem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a registration's fields and problems are kept: by the path of their field. */
final class FormJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private FormJson() {}

    static String answers(Map<FormField, String> answers) {
        Map<String, String> json = new LinkedHashMap<>();
        answers.forEach((field, answer) -> json.put(field.path(), answer));
        return MAPPER.writeValueAsString(json);
    }

    static Map<FormField, String> answers(String json) {
        Map<FormField, String> answers = new EnumMap<>(FormField.class);
        JsonNode node = MAPPER.readTree(json);
        for (FormField field : FormField.values()) {
            JsonNode answer = node.get(field.path());
            if (answer != null) {
                answers.put(field, answer.asString());
            }
        }
        return answers;
    }

    static String problems(List<FormProblem> problems) {
        return MAPPER.writeValueAsString(problems);
    }

    static List<FormProblem> problems(String json) {
        List<FormProblem> problems = new ArrayList<>();
        for (JsonNode node : MAPPER.readTree(json)) {
            problems.add(MAPPER.treeToValue(node, FormProblem.class));
        }
        return List.copyOf(problems);
    }
}
