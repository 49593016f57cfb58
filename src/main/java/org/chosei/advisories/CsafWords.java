package org.chosei.advisories;

import java.text.MessageFormat;
import java.util.Map;
import java.util.ResourceBundle;
import org.chosei.advisories.AdvisoryDocument.Language;

/** The few words that a CSAF document adds to the advisory's own, in a language of the advisory. */
record CsafWords(Language language, Language main) {
    /** The title of a note; in the language that does not lead, its tag follows, so that readers can choose. */
    String title(String key, Object... arguments) {
        String title = text(key, arguments);
        return language == main ? title : title + " (" + language.tag() + ")";
    }

    String text(String key, Object... arguments) {
        String pattern = ResourceBundle.getBundle(
                        "messages.advisories",
                        language.locale(),
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString("advisories.csaf." + key);
        return new MessageFormat(pattern, language.locale()).format(arguments);
    }

    /** The text in the wanted language, or in whatever language there is; empty when there is none. */
    static String preferred(Map<Language, String> texts, Language wanted) {
        String text = texts.get(wanted);
        return text != null ? text : texts.values().stream().findFirst().orElse("");
    }
}
