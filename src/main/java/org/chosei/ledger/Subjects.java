package org.chosei.ledger;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Subjects as the database keeps them: the text of a JSON array, exactly as it is hashed. */
final class Subjects {
    private Subjects() {}

    /** The database's own check refuses whatever would need an escape. */
    static String write(List<String> subjects) {
        return subjects.stream().map(subject -> '"' + subject + '"').collect(Collectors.joining(",", "[", "]"));
    }

    static List<String> read(String text) {
        return StreamSupport.stream(JsonMapper.shared().readTree(text).spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
