package org.chosei.advisories;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chosei.advisories.AdvisoryDocument.Language;
import org.chosei.advisories.AdvisoryDocument.Product;
import org.chosei.advisories.AdvisoryDocument.Status;
import org.chosei.advisories.AdvisoryDocument.Vendor;
import org.chosei.advisories.AdvisoryDocument.VendorStatus;
import org.chosei.advisories.Draft.VendorEntry;
import org.chosei.kernel.Refusal;

/** What vendors say in a draft, as the document holds it. Nobody is given an answer that it did not give. */
final class VendorParts {
    private VendorParts() {}

    static List<Vendor> of(Draft draft, Language main) {
        return draft.publishable().vendors().stream()
                .map(entry -> new Vendor(entry.name(main.locale()), statuses(entry), List.of()))
                .toList();
    }

    private static List<VendorStatus> statuses(VendorEntry entry) {
        return switch (entry.choice()) {
            case OMITTED, NO_ANSWER -> List.of();
            case INVESTIGATING -> statuses(entry, Status.INVESTIGATING);
            case AFFECTED -> statuses(entry, Status.AFFECTED);
            case NOT_AFFECTED -> statuses(entry, Status.NOT_AFFECTED);
            case FIXED ->
                List.of(new VendorStatus(
                        0,
                        Status.FIXED,
                        Stream.concat(
                                        products(entry, entry.products()).stream(),
                                        products(entry, entry.fixed()).stream())
                                .distinct()
                                .toList(),
                        statement(entry)));
        };
    }

    private static List<VendorStatus> statuses(VendorEntry entry, Status status) {
        List<VendorStatus> statuses = new ArrayList<>();
        statuses.add(new VendorStatus(0, status, products(entry, entry.products()), statement(entry)));
        List<Product> fixed = products(entry, entry.fixed());
        if (!fixed.isEmpty()) {
            statuses.add(new VendorStatus(0, Status.FIXED, fixed, statement(entry)));
        }
        return statuses;
    }

    private static List<Product> products(VendorEntry entry, String lines) {
        return Composer.lines(lines)
                .map(line -> {
                    Composer.Pair pair = Composer.Pair.of(line);
                    if (pair.first().isEmpty()) {
                        throw new Refusal.Invalid("products-" + entry.vendor(), "advisory-product", line);
                    }
                    return new Product(pair.first(), pair.second(), null, null);
                })
                .toList();
    }

    private static Map<Language, String> statement(VendorEntry entry) {
        Map<Language, String> statement = new EnumMap<>(Language.class);
        statement.put(Language.JA, entry.statementJa());
        statement.put(Language.EN, entry.statementEn());
        return statement;
    }
}
