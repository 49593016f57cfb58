package org.chosei.web;

import java.util.Locale;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/** Every word shown to people, in Japanese and English, one bundle for each room. A missing key is an error. */
@Component
public class Messages {
    /** The rooms that have a bundle, a large one more than one: {@code messages/ROOM_ja.properties} and {@code _en}. */
    static final String[] ROOMS = {
        "web",
        "identity",
        "registry",
        "upkeep",
        "registry-products",
        "agreements",
        "cases",
        "case-status",
        "deadlines",
        "scoring",
        "conversation",
        "files",
        "drafts",
        "distribution",
        "asks",
        "intake",
        "reporting",
        "advisories",
        "desk",
        "mail",
        "search",
        "inbox"
    };

    /** Never reloaded; this kind keeps all bundles of a language as one, so that a word is looked for once and not in each of them. */
    private final ReloadableResourceBundleMessageSource source = new ReloadableResourceBundleMessageSource();

    /** Reads every room's bundle; the command line does so without Spring. */
    public Messages() {
        for (String room : ROOMS) {
            source.addBasenames("classpath:messages/" + room);
        }
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
    }

    /** The message, with {@code arguments} put in as MessageFormat does. */
    public String text(Locale locale, String key, Object... arguments) {
        return source.getMessage(key, arguments, locale);
    }
}
