package org.chosei.registry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.chosei.kernel.JapaneseText;
import org.chosei.registry.facts.Facts;

/**
 * An organisation that a row describes, with its team contact; not yet in the registry.
 *
 * @param parent whom the row names as parent, by corporate number or name; empty for none
 */
record ImportRow(
        int number,
        Organisation organisation,
        Facts facts,
        String email,
        String phone,
        String postal,
        Locale language,
        String parent) {

    /** What must not occur twice: the names, folded. */
    Set<String> nameKeys() {
        return nameKeys(organisation.nameJa(), organisation.nameEn());
    }

    static Set<String> nameKeys(String... names) {
        Set<String> keys = new LinkedHashSet<>();
        Stream.of(names)
                .filter(name -> !name.isBlank())
                .map(name -> JapaneseText.folded(name).replace(" ", ""))
                .forEach(keys::add);
        return keys;
    }

    String emailKey() {
        return email.toLowerCase(Locale.ROOT);
    }

    OrganisationState state() {
        return switch (organisation.kind()) {
            // as when staff add one by hand: its key is what it still has to prove
            case PARTNER_CSIRT -> OrganisationState.ACTIVE;
            case VENDOR, FINDER, COORDINATOR -> OrganisationState.REGISTERED;
        };
    }

    static List<String> names(List<ImportRow> rows) {
        return rows.stream().flatMap(row -> row.nameKeys().stream()).toList();
    }
}
