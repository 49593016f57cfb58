package org.chosei.ledger;

import java.io.IOException;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** RFC 8785: one byte sequence for one JSON value, so that a hash means the value. */
final class CanonicalJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private CanonicalJson() {}

    static String of(Map<String, ?> value) {
        return of(MAPPER.writeValueAsString(value));
    }

    static String of(JsonNode value) {
        return of(value.toString());
    }

    static String of(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }
}
