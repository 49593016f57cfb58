package org.chosei.registry.form;

/** In which language the labels of a filled form are; the values may be in another. */
public enum FormLanguage {
    JA,
    EN,
    BOTH;

    FormLanguage and(FormLanguage other) {
        return this == other ? this : BOTH;
    }
}
