package org.chosei.intake.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.cases.CoordinatedCase;
import org.chosei.intake.PartnerReport;
import org.chosei.intake.Partners;
import org.chosei.intake.Report;
import org.chosei.intake.ReportField;
import org.chosei.intake.Reports;
import org.chosei.intake.RequestedEmbargo;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.kernel.ZonedTime;
import org.chosei.mail.IncomingMails;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A partner's mailed report opened, and the two things that a person makes of it. */
@Controller
@Transactional
public class ReportController {
    private final Reports reports;
    private final Partners partners;
    private final Site site;
    private final IncomingMails mails;

    ReportController(Reports reports, Partners partners, Site site, IncomingMails mails) {
        this.mails = mails;
        this.reports = reports;
        this.partners = partners;
        this.site = site;
    }

    @Bean
    static Link reportsLink() {
        return new Link(20, "intake.reports", "/reports", Permission.INTAKE);
    }

    /**
     * A report opened for a person, with the form to decide.
     *
     * @param words what the partner wrote
     * @param from who sent it
     * @param sameNumber the case of the same number, when another report was opened before
     * @param refusedFor why it was not accepted; empty otherwise
     * @param form what the form is filled with
     * @param domainProved whether the mail's domain was proved when it arrived
     */
    public record OpenedReport(
            Report of,
            PartnerReport words,
            String from,
            String sameNumber,
            String refusedFor,
            Form form,
            boolean domainProved) {

        /** A label of the form, which messages name. */
        public String field(ReportField field) {
            return words.field(field);
        }
    }

    /**
     * What the form proposes; empty where the report leaves the person to decide.
     *
     * @param until local date and time as the form field wants them
     */
    public record Form(
            String title, String summary, @Nullable Tlp tlp, String until, String zone, List<String> zones) {}

    @GetMapping("/reports/{id}")
    @Allow(Permission.INTAKE)
    View show(@PathVariable String id, Locale locale) {
        Report report = reports.get(Uuid7.parse(id));
        PartnerReport words = reports.read(report);
        return View.of(
                "intake/report",
                "view",
                new OpenedReport(
                        report,
                        words,
                        names(List.of(report), locale).getOrDefault(report.organisation(), ""),
                        reports.caseNumberOf(report).orElse(""),
                        report.outcome() instanceof Report.Outcome.NotAccepted refused ? reports.reason(refused) : "",
                        form(words),
                        mails.isDomainProved(report.mailId())));
    }

    private Form form(PartnerReport words) {
        String summary = words.field(ReportField.SUMMARY);
        RequestedEmbargo asked = words.embargo();
        String zone = EmbargoField.zone(asked);
        List<String> zones = ZonedTime.offered(zone, site.zone());
        return new Form(
                words.field(ReportField.TITLE),
                summary.isEmpty() ? words.field(ReportField.DESCRIPTION) : summary,
                words.tlp().orElse(null),
                EmbargoField.local(asked),
                zone,
                zones);
    }

    @PostMapping("/reports/{id}/case")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View open(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String product,
            @RequestParam(defaultValue = "") String summary,
            @RequestParam(defaultValue = "") String tlp,
            @RequestParam(defaultValue = "") String embargo,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String zone) {
        CoordinatedCase opened = reports.open(
                Uuid7.parse(id),
                new Reports.Decision(title, summary, product, Tlp.read(tlp), EmbargoField.read(embargo, until, zone)));
        return Redirects.to("/cases/" + opened.id());
    }

    @PostMapping("/reports/{id}/refusal")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View refuse(
            @PathVariable String id, @RequestParam(defaultValue = "") String reason) {
        UUID report = Uuid7.parse(id);
        reports.refuse(report, reason);
        return Redirects.to("/reports/" + report);
    }

    private Map<OrganisationId, String> names(List<Report> of, Locale locale) {
        return partners.names(of.stream().map(Report::organisation).toList(), locale);
    }
}
