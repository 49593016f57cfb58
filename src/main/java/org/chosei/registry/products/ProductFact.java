package org.chosei.registry.products;

import java.util.function.Function;
import java.util.stream.Collectors;

/** One of the things that are said of a product, as the history names it and writes it. */
public enum ProductFact {
    NAME_JA(ProductFacts::nameJa),
    NAME_EN(ProductFacts::nameEn),
    KANA(ProductFacts::kana),
    VERSIONS(ProductFacts::versions),
    STATE(facts -> (facts.state().label() + " " + facts.state().date()).strip()),
    IDENTIFIERS(facts ->
            facts.identifiers().stream().map(ProductIdentifier::line).sorted().collect(Collectors.joining("\n")));

    private final Function<ProductFacts, String> text;

    ProductFact(Function<ProductFacts, String> text) {
        this.text = text;
    }

    String of(ProductFacts facts) {
        return text.apply(facts);
    }
}
