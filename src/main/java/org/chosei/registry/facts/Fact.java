package org.chosei.registry.facts;

import java.util.function.Function;

/** One of the things that are known, as the history names it and writes it. */
public enum Fact {
    NAME_JA(Facts::nameJa),
    NAME_EN(Facts::nameEn),
    KANA(Facts::kana),
    CORPORATE_NUMBER(Facts::corporateNumber),
    DOMAINS(facts -> String.join(" ", facts.domains())),
    PARENT(facts -> facts.parent() == null ? "" : facts.parent().toString()),
    SEAT(facts -> facts.seat() == null ? "" : facts.seat().name());

    private final Function<Facts, String> text;

    Fact(Function<Facts, String> text) {
        this.text = text;
    }

    String of(Facts facts) {
        return text.apply(facts);
    }
}
