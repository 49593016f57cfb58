package org.chosei.conversation.files;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;

/** Names of files as people give them; shown, never used as a path or a type. */
public final class FileName {
    private static final int LONGEST = 255;

    private FileName() {}

    /**
     * From a header, which is ASCII: percent-encoded UTF-8.
     *
     * @throws Refusal.Invalid for {@code files} when it is not that
     */
    public static String ofHeader(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid("files", "file-name");
        }
    }

    /** Without controls and separators of paths, not too long, and never empty nor a place in a folder. */
    public static String clean(String name) {
        String bare = JapaneseText.withoutControls(name)
                .replaceAll("[\\r\\n\\t]", " ")
                .replaceAll("[/\\\\]", "_")
                .strip();
        int length = bare.offsetByCodePoints(0, Math.min(LONGEST, bare.codePointCount(0, bare.length())));
        return bare.isBlank() || bare.equals(".") || bare.equals("..") ? "file" : bare.substring(0, length);
    }
}
