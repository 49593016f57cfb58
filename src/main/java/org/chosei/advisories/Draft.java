package org.chosei.advisories;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.chosei.kernel.OrganisationId;

/**
 * An advisory as its author typed it. It is kept word for word, so that the form shows it again unchanged; {@link
 * Composer} reads it.
 *
 * @param references one to a line, {@code summary | https://address} or the address alone
 * @param acknowledgements one to a line, {@code name | organisation} or the name alone
 */
public record Draft(
        Words ja,
        Words en,
        String cvss,
        String cwe,
        String cve,
        String references,
        String acknowledgements,
        List<VendorEntry> vendors) {

    public Draft {
        vendors = List.copyOf(vendors);
    }

    /** The words in one language; all empty where the advisory does not speak it. */
    public record Words(String title, String overview, String impact, String solution, String workaround) {
        public static final Words NONE = new Words("", "", "", "", "");

        boolean isEmpty() {
            return Stream.of(title, overview, impact, solution, workaround).allMatch(String::isBlank);
        }
    }

    /** What is published of a vendor. */
    public enum Choice {
        /** Nothing, not even its name. */
        OMITTED,
        /** That it was asked and has not answered. Machines are told nothing, because it said nothing. */
        NO_ANSWER,
        INVESTIGATING,
        AFFECTED,
        NOT_AFFECTED,
        FIXED
    }

    /**
     * A vendor's part, with its names as they stood when the draft was saved.
     *
     * @param products one to a line, {@code product | versions} or the product alone
     * @param fixed products and versions that are fixed, beside those that are affected; as {@code products}
     */
    public record VendorEntry(
            OrganisationId vendor,
            String nameJa,
            String nameEn,
            Choice choice,
            String products,
            String fixed,
            String statementJa,
            String statementEn) {

        public String name(Locale locale) {
            boolean ja = locale.getLanguage().equals("ja") ? !nameJa.isBlank() : nameEn.isBlank();
            return ja ? nameJa : nameEn;
        }

        /** Product lines as readers see them, without the author's bars. */
        public String shown(String lines) {
            return lines.replaceAll("[ \\t]*\\|[ \\t]*", " ");
        }
    }

    /** Without the vendors that are not published: their part in the case stays confidential. */
    public Draft publishable() {
        return new Draft(
                ja,
                en,
                cvss,
                cwe,
                cve,
                references,
                acknowledgements,
                vendors.stream().filter(each -> each.choice() != Choice.OMITTED).toList());
    }
}
