package org.chosei.advisories;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The habits of CSAF's JSON in one place: what is empty is left out, because its schema has no empty text or list. */
final class Csaf {
    private Csaf() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static void put(ObjectNode node, String key, @Nullable String value) {
        if (value != null) {
            node.put(key, value);
        }
    }

    static void putStrings(ObjectNode node, String key, Collection<String> values) {
        if (!values.isEmpty()) {
            values.forEach(node.putArray(key)::add);
        }
    }

    static <T> void putArray(ObjectNode node, String key, Collection<T> values, Function<T, ObjectNode> write) {
        if (!values.isEmpty()) {
            ArrayNode array = node.putArray(key);
            values.forEach(value -> array.add(write.apply(value)));
        }
    }

    static void note(ArrayNode notes, String category, String title, @Nullable String text) {
        if (text != null) {
            notes.addObject().put("category", category).put("text", text).put("title", title);
        }
    }
}
