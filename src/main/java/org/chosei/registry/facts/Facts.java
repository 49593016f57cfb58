package org.chosei.registry.facts;

import java.util.List;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an organisation.
 *
 * @param kana how the Japanese name is read, or empty
 * @param corporateNumber the 13 digits, or empty
 * @param parent whose subsidiary it is; only staff see it
 * @param seat null while nobody said
 */
public record Facts(
        String nameJa,
        String nameEn,
        String kana,
        String corporateNumber,
        List<String> domains,
        @Nullable OrganisationId parent,
        @Nullable Seat seat) {
    public Facts {
        domains = List.copyOf(domains);
    }

    /** Where it is at home. */
    public enum Seat {
        HOME,
        ABROAD
    }
}
