package org.chosei.registry.products;

import java.util.Locale;
import java.util.UUID;
import org.chosei.registry.keywords.Answer;

/** Why a vendor was found: what is shown to whoever chooses vendors, and kept with the choice. */
public sealed interface Reason {

    /** How sure the find is. */
    Certainty certainty();

    /**
     * One of its products matched.
     *
     * @param identifier the one that matched; empty when the name did
     * @param versions which versions that identifier means, in words; may be empty
     */
    record ByProduct(
            Certainty certainty,
            UUID product,
            String nameJa,
            String nameEn,
            ProductState state,
            String identifier,
            String versions)
            implements Reason {

        /** The name in the reader's language, or the one there is. */
        public String name(Locale locale) {
            boolean ja = locale.getLanguage().equals("ja") ? !nameJa.isBlank() : nameEn.isBlank();
            return ja ? nameJa : nameEn;
        }
    }

    /**
     * Its answer to a keyword.
     *
     * @param version of the list for which it was given
     */
    record ByAnswer(String code, Answer answer, int version) implements Reason {
        @Override
        public Certainty certainty() {
            return Certainty.KEYWORD;
        }
    }
}
