package org.chosei.advisories;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.chosei.advisories.AdvisoryDocument.Language;
import org.jspecify.annotations.Nullable;

/**
 * Makes every text of a published document fit for all its formats: JSON has no unpaired surrogates and XML 1.0 no
 * control characters, so these become U+FFFD, visible and the same in each format.
 */
final class PublishedText {
    private PublishedText() {}

    static String required(String what, @Nullable String text) {
        String clean = optional(text);
        if (clean == null) {
            throw new IllegalArgumentException("The advisory needs " + what + ", and it is empty");
        }
        return clean;
    }

    static @Nullable String optional(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return text.strip()
                .codePoints()
                .map(c -> isXmlCharacter(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static Map<Language, String> localized(Map<Language, String> texts) {
        var clean = new EnumMap<Language, String>(Language.class);
        texts.forEach((language, text) -> {
            String value = optional(text);
            if (value != null) {
                clean.put(language, value);
            }
        });
        return Collections.unmodifiableMap(clean);
    }

    /** XML 1.0, production 2 (Char). */
    private static boolean isXmlCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < 0xD800)
                || (c > 0xDFFF && c < 0xFFFE)
                || c > 0xFFFF;
    }
}
