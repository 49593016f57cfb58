package org.chosei.advisories;

import java.util.List;
import org.chosei.advisories.AdvisoryDocument.Status;
import org.chosei.advisories.AdvisoryDocument.Text;
import org.chosei.advisories.AdvisoryDocument.Vendor;
import org.chosei.advisories.CsafVulnerability.Said;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What to do about one vulnerability, vendor by vendor. */
final class CsafRemediations {
    private final AdvisoryDocument advisory;
    private final List<Said> said;
    private final CsafWords words;

    CsafRemediations(AdvisoryDocument advisory, List<Said> said) {
        this.advisory = advisory;
        this.said = said;
        words = new CsafWords(advisory.mainLanguage(), advisory.mainLanguage());
    }

    ArrayNode node() {
        ArrayNode remediations = Csaf.array();
        for (Said one : said) {
            switch (one.status().status()) {
                case AFFECTED -> addAction(remediations, one, "noFix");
                case INVESTIGATING -> addAction(remediations, one, "investigating");
                case NOT_AFFECTED, FIXED -> {}
            }
        }
        return remediations;
    }

    /** Every product that is or may be affected gets a word on what to do (CSAF 2.0, test 6.2.2). */
    private void addAction(ArrayNode remediations, Said one, String otherwise) {
        Text text = advisory.text(advisory.mainLanguage());
        String fix = one.status().status() == Status.AFFECTED ? fix(text, one.vendor()) : null;
        if (fix != null) {
            ObjectNode node = remediation(remediations, one, "vendor_fix", fix);
            one.vendor().references().stream()
                    .findFirst()
                    .ifPresent(link -> node.put("url", link.url().toASCIIString()));
        }
        if (text.workaround() != null) {
            remediation(remediations, one, "workaround", text.workaround());
        }
        if (fix == null && text.workaround() == null) {
            String vendor = one.vendor().name();
            remediation(remediations, one, "none_available", words.text(otherwise, vendor));
        }
    }

    private @Nullable String fix(Text text, Vendor vendor) {
        boolean hasFixed = said.stream()
                .anyMatch(one -> one.vendor().equals(vendor) && one.status().status() == Status.FIXED);
        if (text.solution() == null && hasFixed) {
            return words.text("update", vendor.name());
        }
        return text.solution();
    }

    private static ObjectNode remediation(ArrayNode remediations, Said one, String category, String details) {
        ObjectNode node = remediations.addObject().put("category", category).put("details", details);
        Csaf.putStrings(node, "product_ids", one.products());
        return node;
    }
}
