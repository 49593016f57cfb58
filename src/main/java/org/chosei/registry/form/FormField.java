package org.chosei.registry.form;

import java.util.Arrays;
import java.util.Optional;

/** What the contact-point form asks for. "Mail address" on paper is the postal address, never e-mail. */
public enum FormField {
    ORGANIZATION_NAME(FormSection.TEAM, "organizationName", Kind.TEXT),
    TEAM_EMAIL(FormSection.TEAM, "email", Kind.EMAIL),
    TEAM_PHONE(FormSection.TEAM, "phone", Kind.PHONE),
    TEAM_POSTAL_ADDRESS(FormSection.TEAM, "postalAddress", Kind.POSTAL),
    NAME(FormSection.PRIMARY_CONTACT, "name", Kind.TEXT),
    AFFILIATION(FormSection.PRIMARY_CONTACT, "affiliation", Kind.TEXT),
    TITLE(FormSection.PRIMARY_CONTACT, "title", Kind.TEXT),
    CONTACT_EMAIL(FormSection.PRIMARY_CONTACT, "email", Kind.EMAIL),
    CONTACT_PHONE(FormSection.PRIMARY_CONTACT, "phone", Kind.PHONE),
    CONTACT_POSTAL_ADDRESS(FormSection.PRIMARY_CONTACT, "postalAddress", Kind.POSTAL);

    /** How a value is checked and where it may go on. */
    enum Kind {
        TEXT,
        EMAIL,
        PHONE,
        POSTAL
    }

    private final FormSection section;
    private final String key;
    private final Kind kind;

    FormField(FormSection section, String key, Kind kind) {
        this.section = section;
        this.key = key;
        this.kind = kind;
    }

    /** The half of the form that holds it. */
    public FormSection section() {
        return section;
    }

    /** The name inside its section, as in JSON. */
    public String key() {
        return key;
    }

    /** The name over the whole form, such as {@code team.email}. */
    public String path() {
        return section.key() + "." + key;
    }

    /** The field with this {@link #path}; empty for what is no field, such as {@code file}. */
    public static Optional<FormField> ofPath(String path) {
        return Arrays.stream(values())
                .filter(field -> field.path().equals(path))
                .findFirst();
    }

    Kind kind() {
        return kind;
    }

    static FormField of(FormSection section, String key) {
        for (FormField field : values()) {
            if (field.section == section && field.key.equals(key)) {
                return field;
            }
        }
        throw new IllegalArgumentException("Unknown form field: " + section.key() + "." + key);
    }
}
