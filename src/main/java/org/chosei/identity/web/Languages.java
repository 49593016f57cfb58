package org.chosei.identity.web;

import java.util.Locale;
import org.chosei.kernel.Refusal;

/** The two languages of the pages, as forms send them. */
final class Languages {
    private Languages() {}

    static Locale read(String language) {
        return switch (language) {
            case "ja" -> Locale.JAPANESE;
            case "en" -> Locale.ENGLISH;
            default -> throw new Refusal.Invalid("language", "language-unknown");
        };
    }
}
