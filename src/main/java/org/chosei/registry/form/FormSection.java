package org.chosei.registry.form;

/** The two halves of the form; several labels are the same in both. */
public enum FormSection {
    TEAM("team"),
    PRIMARY_CONTACT("primaryContact");

    private final String key;

    FormSection(String key) {
        this.key = key;
    }

    /** The name in JSON and in a template's mapping. */
    public String key() {
        return key;
    }

    static FormSection ofKey(String key) {
        for (FormSection section : values()) {
            if (section.key.equals(key)) {
                return section;
            }
        }
        throw new IllegalArgumentException("Unknown form section: " + key);
    }
}
