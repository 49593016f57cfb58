package org.chosei.advisories;

import java.nio.charset.StandardCharsets;
import org.chosei.vault.Opened;
import tools.jackson.databind.json.JsonMapper;

/** Drafts as the bytes that are sealed: JSON in UTF-8. */
final class Drafts {
    private Drafts() {}

    static Draft read(Opened content) {
        return JsonMapper.shared().readValue(content.bytes(), Draft.class);
    }

    static byte[] write(Draft draft) {
        return JsonMapper.shared().writeValueAsString(draft).getBytes(StandardCharsets.UTF_8);
    }
}
