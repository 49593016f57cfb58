package org.chosei.agreements;

/**
 * The exact words of one version in one language.
 *
 * @param language {@code ja} or {@code en}
 * @param sha256 of the words in UTF-8, lower-case hexadecimal
 */
public record AgreementText(AgreementKind kind, int version, String language, String body, String sha256) {}
