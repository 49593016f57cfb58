package org.chosei.registry.products;

import java.util.List;

/**
 * What is said of a product. One of the two names may be empty, never both.
 *
 * @param kana how the Japanese name is read, or empty
 * @param versions which versions there are, in words, or empty
 */
public record ProductFacts(
        String nameJa,
        String nameEn,
        String kana,
        String versions,
        ProductState state,
        List<ProductIdentifier> identifiers) {
    public ProductFacts {
        identifiers = List.copyOf(identifiers);
    }
}
