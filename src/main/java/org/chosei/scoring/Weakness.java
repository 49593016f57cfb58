package org.chosei.scoring;

import java.util.Locale;

/** A weakness of the Common Weakness Enumeration: its id such as {@code CWE-79}, its official name and a Japanese one. */
public record Weakness(String id, String en, String ja) {

    /** The number within its id. */
    public int number() {
        return Integer.parseInt(id.substring(id.indexOf('-') + 1));
    }

    public String name(Locale locale) {
        return locale.getLanguage().equals("ja") ? ja : en;
    }
}
