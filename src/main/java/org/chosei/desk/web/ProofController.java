package org.chosei.desk.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.Fairness;
import org.chosei.kernel.CaseId;
import org.chosei.ledger.Timeline;
import org.chosei.web.Download;
import org.chosei.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What can be proved of a case: its timeline and its fairness report. */
@Controller
@Transactional
class ProofController {
    private static final int PAGE = 200;

    private final Cases cases;
    private final Fairness fairness;
    private final Timeline timeline;
    private final TimelineNames names;
    private final LedgerDownloads downloads;
    private final InstantSource clock;

    ProofController(
            Cases cases,
            Fairness fairness,
            Timeline timeline,
            TimelineNames names,
            LedgerDownloads downloads,
            InstantSource clock) {
        this.cases = cases;
        this.fairness = fairness;
        this.timeline = timeline;
        this.names = names;
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
                .with("now", clock.instant());
    }

    @GetMapping("/cases/{id}/timeline")
    @Allow(Permission.PROVE)
    View timeline(@PathVariable String id, @RequestParam Optional<Long> after, Locale locale) {
        CoordinatedCase of = cases.get(CaseId.of(id));
        List<Timeline.Line> lines = timeline.page(of.id(), after.orElse(0L), PAGE);
        return View.of("desk/timeline", "of", of)
                .with("lines", names.resolve(lines, locale))
                .with("more", lines.size() == PAGE ? lines.getLast().seq() : 0L);
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
