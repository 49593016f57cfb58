package org.chosei.registry.form;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Something about a filled form that its sender should look at. A problem never rejects a form.
 *
 * @param field the path of the field, or {@code file} when nothing could be read
 * @param ja the sentence for the reply in Japanese
 * @param en the same in English
 */
public record FormProblem(String field, Code code, String ja, String en) {
    private static final String BUNDLE = "messages.form";

    /** The kinds of problem, as their {@link #key} is written in JSON. */
    public enum Code {
        MISSING("missing"),
        MALFORMED("malformed"),
        PERSONAL_ADDRESS("personal-address"),
        FREEMAIL("freemail"),
        UNREADABLE("unreadable");

        private final String key;

        Code(String key) {
            this.key = key;
        }

        /** The name in JSON. */
        public String key() {
            return key;
        }
    }

    /** A file or mail out of which no form can be read; {@code why} is one of the {@code why.} messages. */
    public static FormProblem ofFile(String why, Object... facts) {
        return new FormProblem(
                "file",
                Code.UNREADABLE,
                text(Locale.JAPANESE, "unreadable.file", text(Locale.JAPANESE, why, facts)),
                text(Locale.ENGLISH, "unreadable.file", text(Locale.ENGLISH, why, facts)));
    }

    /** The sentence in Japanese for Japanese readers, in English for all others. */
    public String message(Locale locale) {
        return locale.getLanguage().equals("ja") ? ja : en;
    }

    /** The same of an item without which the form is not taken. */
    public FormProblem required() {
        return new FormProblem(field, code, text(Locale.JAPANESE, "required"), text(Locale.ENGLISH, "required"));
    }

    static FormProblem of(FormTemplate.Entry entry, Code code, String message) {
        return new FormProblem(
                entry.field().path(),
                code,
                text(Locale.JAPANESE, message, entry.headingJa(), entry.number(), first(entry.ja())),
                text(Locale.ENGLISH, message, entry.headingEn(), entry.number(), first(entry.en())));
    }

    private static String first(List<String> labels) {
        return labels.isEmpty() ? "" : labels.getFirst();
    }

    private static String text(Locale language, String key, Object... facts) {
        ResourceBundle messages = ResourceBundle.getBundle(
                BUNDLE,
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(messages.getString(key), language).format(facts);
    }
}
