package org.chosei.registry.products;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chosei.kernel.JapaneseText;
import org.chosei.web.Messages;

/** The columns of a table of products. A header is known in either language, and by the column's own name. */
public enum ProductColumn {
    NAME_JA("nameJa"),
    NAME_EN("nameEn"),
    KANA("kana"),
    VERSIONS("versions"),
    STATE("state"),
    END_OF_LIFE("endOfLife"),
    IDENTIFIER("identifiers"),
    IDENTIFIER_VERSIONS("identifierVersions");

    private final String field;

    ProductColumn(String field) {
        this.field = field;
    }

    /** The column in which what a refusal names is mended. */
    static Optional<ProductColumn> ofField(String field) {
        return Arrays.stream(values()).filter(each -> each.field.equals(field)).findFirst();
    }

    /** Which column the header means. */
    static Optional<ProductColumn> of(String header, Messages messages) {
        String folded = JapaneseText.folded(header);
        return Arrays.stream(values())
                .filter(each -> JapaneseText.folded(each.name()).equals(folded)
                        || List.of(Locale.JAPANESE, Locale.ENGLISH).stream()
                                .anyMatch(language -> JapaneseText.folded(each.label(messages, language))
                                        .equals(folded)))
                .findFirst();
    }

    String label(Messages messages, Locale locale) {
        return messages.text(locale, "registry.product-column." + this);
    }
}
