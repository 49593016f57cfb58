package org.chosei.desk.after.web;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.agreements.pdf.PaperPdf;
import org.chosei.agreements.pdf.RecordPdf;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.desk.after.FairnessReport;
import org.chosei.desk.after.FairnessReports;
import org.chosei.desk.after.Quarter;
import org.chosei.kernel.CaseId;
import org.chosei.web.Download;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Fairness reports: of a quarter as a page, of a quarter and of a case as tables and papers to take away. */
@Controller
class FairnessController {
    private static final int QUARTERS = 8;

    private final Cases cases;
    private final FairnessReports reports;
    private final PaperPdf pdf;
    private final TransactionOperations transaction;
    private final Site site;
    private final InstantSource clock;

    FairnessController(
            Cases cases,
            FairnessReports reports,
            PaperPdf pdf,
            TransactionOperations transaction,
            Site site,
            InstantSource clock) {
        this.cases = cases;
        this.reports = reports;
        this.pdf = pdf;
        this.transaction = transaction;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping("/fairness")
    @Allow(Permission.PROVE)
    View quarter(@RequestParam(defaultValue = "") String quarter, Locale locale) {
        Quarter of = read(quarter);
        FairnessReport report = within(() -> reports.of(of, locale));
        return View.of("fairness/quarter", "report", report)
                .with("waves", report.waves())
                .with("quarter", of)
                .with("quarters", Quarter.at(clock.instant(), site.zone()).last(QUARTERS));
    }

    @GetMapping("/fairness/csv")
    @Allow(Permission.PROVE)
    Download quarterTable(@RequestParam(defaultValue = "") String quarter, Locale locale) {
        Quarter of = read(quarter);
        return csv(within(() -> {
            reports.taken(of, "csv");
            return reports.of(of, locale);
        }));
    }

    @GetMapping("/fairness/pdf")
    @Allow(Permission.PROVE)
    org.springframework.web.servlet.View quarterPaper(@RequestParam(defaultValue = "") String quarter, Locale locale) {
        Quarter of = read(quarter);
        FairnessReport report = within(() -> {
            reports.taken(of, "pdf");
            return reports.of(of, locale);
        });
        return pdf(report, false, "/fairness?quarter=" + of);
    }

    @GetMapping("/cases/{id}/fairness/csv")
    @Allow(Permission.PROVE)
    Download caseTable(@PathVariable String id, Locale locale) {
        return csv(within(() -> {
            CoordinatedCase of = cases.get(CaseId.of(id));
            reports.taken(of, "csv");
            return reports.of(of, locale);
        }));
    }

    @GetMapping("/cases/{id}/fairness/pdf")
    @Allow(Permission.PROVE)
    org.springframework.web.servlet.View casePaper(@PathVariable String id, Locale locale) {
        CaseId caseId = CaseId.of(id);
        FairnessReport report = within(() -> {
            CoordinatedCase of = cases.get(caseId);
            reports.taken(of, "pdf");
            return reports.of(of, locale);
        });
        return pdf(report, true, "/cases/" + caseId + "/fairness");
    }

    private Quarter read(String typed) {
        return Quarter.read(typed, clock.instant(), site.zone());
    }

    private <T> T within(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    private static Download csv(FairnessReport report) {
        byte[] bytes = report.csv().getBytes(StandardCharsets.UTF_8);
        return new Download(
                report.name() + "-" + report.locale().getLanguage() + ".csv",
                "text/csv;charset=UTF-8",
                out -> out.write(bytes));
    }

    private org.springframework.web.servlet.View pdf(FairnessReport report, boolean withVendors, String page) {
        return switch (pdf.write(report.paper(withVendors))) {
            case RecordPdf.Result.Written(byte[] bytes) ->
                new Download(
                        report.name() + "-" + report.locale().getLanguage() + ".pdf",
                        "application/pdf",
                        out -> out.write(bytes));
            case RecordPdf.Result.NoFont none ->
                View.of("agreements/no-font", "none", none)
                        .with("text", page)
                        .with("label", "distribution.fairness")
                        .status(HttpStatus.SERVICE_UNAVAILABLE);
        };
    }
}
