package org.chosei.vault.search;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The words in sealed text: of JSON, as notices and reports are kept, the strings in it without the names of its fields. */
final class Readable {
    private Readable() {}

    static String of(String text) {
        if (!text.startsWith("{")) {
            return text;
        }
        try {
            List<String> strings = new ArrayList<>();
            collect(JsonMapper.shared().readTree(text), strings);
            return String.join("\n", strings);
        } catch (JacksonException noJson) {
            return text;
        }
    }

    private static void collect(JsonNode node, List<String> strings) {
        if (node.isString()) {
            strings.add(node.stringValue());
        } else {
            node.forEach(child -> collect(child, strings));
        }
    }
}
