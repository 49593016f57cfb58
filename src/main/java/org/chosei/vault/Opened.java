package org.chosei.vault;

import java.nio.charset.StandardCharsets;

/** Content in clear. Lives as long as the response that shows it; never logged, never kept. */
public record Opened(byte[] bytes) {
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Opened[hidden]";
    }
}
