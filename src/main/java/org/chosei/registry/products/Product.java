package org.chosei.registry.products;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;

/**
 * A product of an organisation.
 *
 * @param version names the facts as they are now; after any change it is another
 * @param by who added it, as {@code Scope.actor()} writes it
 */
public record Product(
        UUID id, OrganisationId organisation, ProductFacts facts, UUID version, Instant addedAt, String by) {

    /** The name in the reader's language, or the one there is. */
    public String name(Locale locale) {
        boolean ja = locale.getLanguage().equals("ja")
                ? !facts.nameJa().isBlank()
                : facts.nameEn().isBlank();
        return ja ? facts.nameJa() : facts.nameEn();
    }

    /** Two products of one organisation whose names fold to the same are one. */
    String nameKey() {
        return nameKey(facts.nameJa(), facts.nameEn());
    }

    static String nameKey(String nameJa, String nameEn) {
        return JapaneseText.folded(nameJa) + "\n" + JapaneseText.folded(nameEn);
    }
}
