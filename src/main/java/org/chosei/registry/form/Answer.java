package org.chosei.registry.form;

/**
 * What was written to one label; a mail that quotes the form holds several for the same field.
 *
 * @param value as written, continuation lines joined by one space, Japanese ones by nothing; empty if nothing was
 */
record Answer(FormField field, FormLanguage language, int labelDepth, int valueDepth, String value) {}
