package org.chosei.desk.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.desk.after.FairnessReports;
import org.chosei.distribution.Fairness;
import org.chosei.kernel.CaseId;
import org.chosei.web.Download;
import org.chosei.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What can be proved of a case: its fairness report, and its chain to take away. */
@Controller
@Transactional
class ProofController {
    private final Cases cases;
    private final Fairness fairness;
    private final FairnessReports reports;
    private final LedgerDownloads downloads;
    private final InstantSource clock;

    ProofController(
            Cases cases, Fairness fairness, FairnessReports reports, LedgerDownloads downloads, InstantSource clock) {
        this.cases = cases;
        this.fairness = fairness;
        this.reports = reports;
        this.downloads = downloads;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/fairness")
    @Allow(Permission.PROVE)
    View fairness(@PathVariable String id, Locale locale) {
        CoordinatedCase of = cases.get(CaseId.of(id));
        List<Fairness.Line> lines = fairness.of(of.id(), locale);
        return View.of("desk/fairness", "of", of)
                .with("lines", lines)
                .with("plot", FairnessPlot.of(lines, locale))
                .with("report", reports.of(of, locale))
                .with("now", clock.instant());
    }

    /** The case's chain as lines that anybody can verify elsewhere. */
    @GetMapping("/cases/{id}/ledger")
    @Allow(Permission.PROVE)
    Download ledger(@PathVariable String id) {
        CoordinatedCase of = cases.get(CaseId.of(id));
        return downloads.of(of.id(), of.number(), false);
    }

    /** The same with the details in clear, for whoever must see what the commitments are over. */
    @GetMapping("/cases/{id}/ledger/details")
    @Allow(Permission.PROVE)
    Download ledgerWithDetails(@PathVariable String id) {
        CoordinatedCase of = cases.get(CaseId.of(id));
        return downloads.of(of.id(), of.number() + "-details", true);
    }
}
