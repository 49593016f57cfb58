package org.chosei.registry;

/** What a column of a table of organisations can mean. Its label is {@code registry.column.NAME} in both languages. */
public enum ImportColumn {
    NAME_JA,
    NAME_EN,
    KIND,
    CLASS,
    EMAIL,
    PHONE,
    POSTAL_ADDRESS,
    LANGUAGE,
    KANA,
    CORPORATE_NUMBER,
    DOMAINS,
    SEAT,
    PARENT
}
