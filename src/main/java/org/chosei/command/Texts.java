package org.chosei.command;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;

/** The words of the command line in the language of the terminal: Japanese there, English everywhere else. */
public final class Texts {
    private final Locale locale;
    private final ResourceBundle bundle;

    private Texts(String name, Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "messages." + name,
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The command room's words. */
    public static Texts in(Locale locale) {
        return new Texts("command", supported(locale));
    }

    /** The command room's words in the language that the environment asks for. */
    public static Texts ofTerminal() {
        return in(Locale.getDefault(Locale.Category.DISPLAY));
    }

    /** The words of another room, which has no bundle when it shows nothing to people. */
    static Optional<Texts> ofRoom(String room, Locale locale) {
        try {
            return Optional.of(new Texts(room, supported(locale)));
        } catch (MissingResourceException _) {
            return Optional.empty();
        }
    }

    /** The text of {@code key} with its {@code {0}} filled in. */
    public String of(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }

    boolean has(String key) {
        return bundle.containsKey(key);
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
