package org.chosei.cases.scoring.web;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Vulnerability;
import org.chosei.cases.scoring.AssessmentKind;
import org.chosei.cases.scoring.Assessments;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.scoring.CoordinatorTree;
import org.chosei.scoring.CvssVector;
import org.chosei.scoring.CvssVersion;
import org.chosei.scoring.Weaknesses;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The scoring of a case's vulnerabilities. Each form is looked at first when {@code step} is {@code look}: the page then
 * shows what comes out of it, and nothing is recorded.
 */
@Controller
class ScoringController {
    private static final String LOOK = "look";

    private final ScoringPages pages;
    private final Assessments assessments;
    private final Weaknesses weaknesses;
    private final TransactionOperations transaction;

    ScoringController(
            ScoringPages pages, Assessments assessments, Weaknesses weaknesses, TransactionOperations transaction) {
        this.pages = pages;
        this.assessments = assessments;
        this.weaknesses = weaknesses;
        this.transaction = transaction;
    }

    @GetMapping("/cases/{id}/scoring")
    @Allow(Permission.COORDINATE)
    View show(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") int ordinal,
            @RequestParam Optional<String> before,
            @RequestParam(defaultValue = "") String done) {
        ScoringPages.Page page =
                pages.page(CaseId.of(id), ordinal, before.map(Uuid7::parse).orElse(null));
        return view(page, Map.of()).with("done", done);
    }

    @PostMapping("/cases/{id}/scoring/cvss31")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View cvss31(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") int ordinal,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String step,
            @RequestParam Map<String, String> all) {
        return score(CvssVersion.V31, CaseId.of(id), ordinal, form, step.equals(LOOK), Typed.of(all));
    }

    @PostMapping("/cases/{id}/scoring/cvss40")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View cvss40(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") int ordinal,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String step,
            @RequestParam Map<String, String> all) {
        return score(CvssVersion.V40, CaseId.of(id), ordinal, form, step.equals(LOOK), Typed.of(all));
    }

    private org.springframework.web.servlet.View score(
            CvssVersion version, CaseId id, int ordinal, String form, boolean look, Typed typed) {
        AssessmentKind kind = AssessmentKind.of(version);
        try {
            CvssVector vector = typed.vector(version);
            if (look) {
                return again(id, ordinal, kind, typed.computed(vector));
            }
            return record(
                    id, ordinal, kind, of -> assessments.score(Uuid7.parse(form), of, vector, typed.value("reason")));
        } catch (Refusal.Invalid refusal) {
            return again(id, ordinal, kind, typed.wrong(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/cases/{id}/scoring/triage")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View triage(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") int ordinal,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String step,
            @RequestParam Map<String, String> all) {
        return decide(CoordinatorTree.TRIAGE, CaseId.of(id), ordinal, form, step.equals(LOOK), Typed.of(all));
    }

    @PostMapping("/cases/{id}/scoring/publication")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View publication(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") int ordinal,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String step,
            @RequestParam Map<String, String> all) {
        return decide(CoordinatorTree.PUBLISH, CaseId.of(id), ordinal, form, step.equals(LOOK), Typed.of(all));
    }

    private org.springframework.web.servlet.View decide(
            CoordinatorTree which, CaseId id, int ordinal, String form, boolean look, Typed typed) {
        AssessmentKind kind = AssessmentKind.of(which);
        try {
            if (look) {
                return again(id, ordinal, kind, typed.decided(which.tree().decide(typed.values())));
            }
            return record(
                    id,
                    ordinal,
                    kind,
                    of -> assessments.decide(Uuid7.parse(form), of, which, typed.values(), typed.value("reason")));
        } catch (Refusal.Invalid refusal) {
            return again(id, ordinal, kind, typed.wrong(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/cases/{id}/scoring/weaknesses")
    @Allow(Permission.COORDINATE)
    org.springframework.web.servlet.View weaknesses(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") int ordinal,
            @RequestParam String form,
            @RequestParam Map<String, String> all) {
        CaseId caseId = CaseId.of(id);
        Typed typed = Typed.of(all);
        try {
            return record(
                    caseId,
                    ordinal,
                    AssessmentKind.WEAKNESSES,
                    of -> assessments.weaknesses(
                            Uuid7.parse(form), of, typed.weaknesses(weaknesses), typed.value("reason")));
        } catch (Refusal.Invalid refusal) {
            return again(caseId, ordinal, AssessmentKind.WEAKNESSES, typed.wrong(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private org.springframework.web.servlet.View record(
            CaseId id, int ordinal, AssessmentKind kind, Consumer<Vulnerability> what) {
        transaction.executeWithoutResult(_ -> what.accept(pages.vulnerability(id, ordinal)));
        return Redirects.to("/cases/" + id + "/scoring?ordinal=" + ordinal + "&done=" + kind.name());
    }

    private View again(CaseId id, int ordinal, AssessmentKind kind, Typed typed) {
        return view(pages.page(id, ordinal, null), Map.of(kind, typed)).with("done", "");
    }

    /** What was recorded last stands in the forms that were not sent. */
    private static View view(ScoringPages.Page page, Map<AssessmentKind, Typed> sent) {
        Map<AssessmentKind, Typed> forms = new EnumMap<>(AssessmentKind.class);
        for (AssessmentKind kind : AssessmentKind.values()) {
            Typed last = switch (kind) {
                case CVSS_31, CVSS_40 -> Typed.vector(page.newest(kind));
                case TRIAGE, PUBLICATION -> Typed.answers(page.newest(kind));
                case WEAKNESSES -> Typed.weaknesses(page.newest(kind));
            };
            forms.put(kind, sent.getOrDefault(kind, last));
        }
        return View.of("cases/scoring", "page", page).with("forms", forms);
    }
}
