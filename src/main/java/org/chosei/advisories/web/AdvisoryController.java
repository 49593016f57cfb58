package org.chosei.advisories.web;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.advisories.Advisories;
import org.chosei.advisories.AdvisoryDocument;
import org.chosei.advisories.AdvisoryState;
import org.chosei.advisories.Draft;
import org.chosei.advisories.Schedule;
import org.chosei.advisories.VendorEntries;
import org.chosei.advisories.Version;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.Embargo;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.scoring.Assessment;
import org.chosei.cases.scoring.AssessmentKind;
import org.chosei.cases.scoring.Assessments;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.ZonedTime;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.chosei.web.Redirects;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Drafting, approving and scheduling the advisory of a case. */
@Controller
public class AdvisoryController {
    /** Later years are slips of the hand, and beyond some the database has none. */
    private final Advisories advisories;

    private final VendorEntries vendors;
    private final Cases cases;
    private final Embargoes embargoes;
    private final Assessments assessments;
    private final Vault vault;
    private final Site site;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    AdvisoryController(
            Advisories advisories,
            VendorEntries vendors,
            Cases cases,
            Embargoes embargoes,
            Assessments assessments,
            Vault vault,
            Site site,
            TransactionOperations transaction,
            InstantSource clock) {
        this.advisories = advisories;
        this.vendors = vendors;
        this.cases = cases;
        this.embargoes = embargoes;
        this.assessments = assessments;
        this.vault = vault;
        this.site = site;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What is wrong with a form that was sent; {@code field} is empty when it is no single field. */
    public record Problem(String field, String slug, List<Object> arguments) {}

    /** Everything that the page shows. */
    public record Workspace(
            CoordinatedCase of,
            String title,
            Embargo embargo,
            AdvisoryState state,
            Draft draft,
            int basis,
            List<VendorEntries.Stated> vendors,
            Map<AssessmentKind, Assessment> assessed,
            @Nullable AdvisoryDocument preview,
            List<Version> versions,
            @Nullable Schedule schedule,
            String reader,
            String proposed,
            List<String> zones,
            @Nullable Problem problem) {

        /** The entry of the draft for this vendor, or the proposed one. */
        public Draft.VendorEntry entry(VendorEntries.Stated of) {
            return draft.vendors().stream()
                    .filter(each -> each.vendor().equals(of.entry().vendor()))
                    .findFirst()
                    .orElse(of.entry());
        }

        /** What was judged last of the first vulnerability, or null. */
        public @Nullable Assessment assessed(AssessmentKind kind) {
            return assessed.get(kind);
        }

        /** The draft as it would be published. */
        public Draft publishable() {
            return draft.publishable();
        }

        /** Whether the problem lies in this field, for marking it. */
        public boolean wrong(String field) {
            return problem != null && problem.field().equals(field);
        }
    }

    @GetMapping("/cases/{id}/advisory")
    @Allow({Permission.DRAFT_ADVISORY, Permission.APPROVE})
    @Transactional
    View show(@PathVariable String id) {
        CaseId caseId = CaseId.of(id);
        List<VendorEntries.Stated> stated = vendors.of(cases.get(caseId).id());
        Draft draft =
                advisories.draft(caseId).orElseGet(() -> DraftForm.empty(cases.cve(caseId), assessed(caseId), stated));
        return View.of("advisories/workspace", "view", workspace(caseId, draft, stated, null));
    }

    /** Saves, or shows the form again with what was typed and what is wrong with it. */
    @PostMapping("/cases/{id}/advisory")
    @Allow(Permission.DRAFT_ADVISORY)
    org.springframework.web.servlet.View save(@PathVariable String id, @RequestParam Map<String, String> form) {
        CaseId caseId = CaseId.of(id);
        try {
            transaction.executeWithoutResult(
                    _ -> advisories.save(caseId, DraftForm.read(form, vendors.of(caseId)), DraftForm.basis(form)));
            return Redirects.to("/cases/" + caseId + "/advisory");
        } catch (Refusal.Invalid wrong) {
            return again(caseId, form, new Problem(wrong.field(), wrong.slug(), wrong.arguments()))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Refusal.Stale stale) {
            return again(caseId, form, new Problem("", stale.slug(), stale.arguments()))
                    .status(HttpStatus.CONFLICT);
        }
    }

    private View again(CaseId caseId, Map<String, String> form, Problem problem) {
        Workspace workspace = transaction.execute(_ -> {
            List<VendorEntries.Stated> stated = vendors.of(caseId);
            return workspace(caseId, DraftForm.read(form, stated), stated, problem);
        });
        return View.of("advisories/workspace", "view", java.util.Objects.requireNonNull(workspace));
    }

    private Workspace workspace(
            CaseId caseId, Draft draft, List<VendorEntries.Stated> stated, @Nullable Problem problem) {
        CoordinatedCase of = cases.get(caseId);
        List<Version> versions = advisories.versions(caseId);
        boolean saved = problem == null && !versions.isEmpty();
        LocalDateTime proposed = LocalDateTime.ofInstant(clock.instant(), site.zone())
                .plusHours(1)
                .truncatedTo(ChronoUnit.HOURS);
        return new Workspace(
                of,
                vault.open(OpenPurpose.LIST, of.title()).text(),
                embargoes.of(caseId),
                advisories.stateOf(caseId),
                draft,
                versions.isEmpty() ? 0 : versions.getFirst().ordinal(),
                stated,
                assessed(caseId),
                saved ? advisories.preview(caseId, draft) : null,
                versions,
                advisories.schedule(caseId).orElse(null),
                Scopes.person().actor(),
                proposed.toString(),
                ZonedTime.offered("", site.zone()),
                problem);
    }

    /** Of the case's first vulnerability, which is the one that is published. */
    private Map<AssessmentKind, Assessment> assessed(CaseId caseId) {
        return assessments.newest(caseId).entrySet().stream()
                .filter(each -> each.getKey().ordinal() == 1)
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(Map.of());
    }

    /** Open to authors too, so that they are told why they cannot approve. */
    @PostMapping("/cases/{id}/advisory/approval")
    @Allow({Permission.APPROVE, Permission.DRAFT_ADVISORY})
    @Transactional
    org.springframework.web.servlet.View approve(@PathVariable String id, @RequestParam int version) {
        CaseId caseId = CaseId.of(id);
        advisories.approve(caseId, version);
        return Redirects.to("/cases/" + caseId + "/advisory");
    }

    @PostMapping("/cases/{id}/advisory/schedule")
    @Allow({Permission.DRAFT_ADVISORY, Permission.APPROVE})
    @Transactional
    org.springframework.web.servlet.View schedule(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String instant,
            @RequestParam(defaultValue = "") String zone) {
        CaseId caseId = CaseId.of(id);
        advisories.schedule(caseId, read(instant, zone));
        return Redirects.to("/cases/" + caseId + "/advisory");
    }

    /** Date, hour and zone, all three: an instant without a zone is refused. */
    private static ZonedDateTime read(String local, String zone) {
        return ZonedTime.read("instant", local, zone);
    }

    @PostMapping("/cases/{id}/advisory/schedule/cancellation")
    @Allow({Permission.DRAFT_ADVISORY, Permission.APPROVE})
    @Transactional
    org.springframework.web.servlet.View cancel(@PathVariable String id) {
        CaseId caseId = CaseId.of(id);
        advisories.cancel(caseId);
        return Redirects.to("/cases/" + caseId + "/advisory");
    }
}
