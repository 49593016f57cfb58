package org.chosei.command;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of the command line in the language of the terminal: Japanese there, English everywhere else. */
public final class Texts {
    private final Locale locale;
    private final ResourceBundle bundle;

    private Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "messages.command",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The command room's words. */
    public static Texts in(Locale locale) {
        return new Texts(supported(locale));
    }

    /** The command room's words in the language that the environment asks for. */
    public static Texts ofTerminal() {
        return in(Locale.getDefault(Locale.Category.DISPLAY));
    }

    /** The text of {@code key} with its {@code {0}} filled in. */
    public String of(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }

    Locale locale() {
        return locale;
    }

    ResourceBundle bundle() {
        return bundle;
    }

    private static Locale supported(Locale locale) {
        return locale.getLanguage().equals("ja") ? Locale.JAPANESE : Locale.ENGLISH;
    }
}
