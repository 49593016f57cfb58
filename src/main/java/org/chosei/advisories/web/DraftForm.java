package org.chosei.advisories.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chosei.advisories.Draft;
import org.chosei.advisories.Draft.Choice;
import org.chosei.advisories.Draft.VendorEntry;
import org.chosei.advisories.Draft.Words;
import org.chosei.advisories.VendorEntries;
import org.chosei.cases.scoring.Assessment;
import org.chosei.cases.scoring.AssessmentKind;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.scoring.CvssVector;

/** Reads the form. Only vendors of the case are read from it, whatever it names; what it does not name is not published. */
final class DraftForm {
    private DraftForm() {}

    /** What a draft begins with: what the case knows, and the newest score and weakness of its first vulnerability. */
    static Draft empty(
            Optional<String> cve, Map<AssessmentKind, Assessment> assessed, List<VendorEntries.Stated> stated) {
        Assessment score = assessed.get(AssessmentKind.CVSS_31);
        Assessment weaknesses = assessed.get(AssessmentKind.WEAKNESSES);
        return new Draft(
                Words.NONE,
                Words.NONE,
                score == null ? "" : CvssVector.parse(score.said()).base().text(),
                weaknesses == null || weaknesses.parts().isEmpty()
                        ? ""
                        : weaknesses.parts().getFirst(),
                cve.orElse(""),
                "",
                "",
                stated.stream().map(VendorEntries.Stated::entry).toList());
    }

    static Draft read(Map<String, String> form, List<VendorEntries.Stated> stated) {
        return new Draft(
                words(form, "Ja"),
                words(form, "En"),
                text(form, "cvss"),
                text(form, "cwe"),
                text(form, "cve"),
                text(form, "references"),
                text(form, "acknowledgements"),
                stated.stream().map(each -> vendor(form, each.entry())).toList());
    }

    /** The version that the form was filled from; negative when the form does not say. */
    static int basis(Map<String, String> form) {
        String basis = text(form, "basis");
        return basis.matches("[0-9]{1,6}") ? Integer.parseInt(basis) : -1;
    }

    private static Words words(Map<String, String> form, String language) {
        return new Words(
                text(form, "title" + language),
                text(form, "overview" + language),
                text(form, "impact" + language),
                text(form, "solution" + language),
                text(form, "workaround" + language));
    }

    private static VendorEntry vendor(Map<String, String> form, VendorEntry known) {
        String suffix = "-" + known.vendor();
        return new VendorEntry(
                known.vendor(),
                known.nameJa(),
                known.nameEn(),
                choice(text(form, "status" + suffix)),
                text(form, "products" + suffix),
                text(form, "fixed" + suffix),
                text(form, "statementJa" + suffix),
                text(form, "statementEn" + suffix));
    }

    private static Choice choice(String name) {
        for (Choice choice : Choice.values()) {
            if (choice.name().equals(name)) {
                return choice;
            }
        }
        if (name.isEmpty()) {
            return Choice.OMITTED;
        }
        throw new Refusal.Invalid("", "status-unknown");
    }

    private static String text(Map<String, String> form, String field) {
        return JapaneseText.withoutControls(form.getOrDefault(field, "")).strip();
    }
}
