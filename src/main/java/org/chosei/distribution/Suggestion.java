package org.chosei.distribution;

import java.util.ArrayList;
import java.util.List;
import org.chosei.kernel.CaseId;
import org.chosei.registry.Organisation;
import org.chosei.registry.products.ProductSearch;

/**
 * Why a vendor may be concerned by a case.
 *
 * @param products its registered products and keywords that match what is sought
 * @param earlier cases that have to do with this one in which it was affected
 * @param companies vendors that match and belong to the same group of companies
 * @param originator whether it brought the case
 */
public record Suggestion(
        ProductSearch.Reasons products, List<Earlier> earlier, List<Organisation> companies, boolean originator) {

    /** A vendor of which nothing says that it may be concerned. */
    public static final Suggestion NONE = new Suggestion(ProductSearch.Reasons.NONE, List.of(), List.of(), false);

    /** Another case in which the vendor said that it is affected. */
    public record Earlier(CaseId id, String number) {}

    /** Whether anything speaks for it. */
    public boolean speaks() {
        return !codes().isEmpty();
    }

    /** The reasons as codes, without names of products: {@code distribution.suggested.CODE}. */
    public List<String> codes() {
        List<String> codes = new ArrayList<>();
        if (originator) {
            codes.add("ORIGINATOR");
        }
        products.surest().stream()
                .map(reason -> reason.certainty().name())
                .distinct()
                .forEach(codes::add);
        if (!earlier.isEmpty()) {
            codes.add("EARLIER_CASE");
        }
        if (!companies.isEmpty()) {
            codes.add("GROUP_COMPANY");
        }
        return List.copyOf(codes);
    }
}
