package org.chosei.intake.reporting;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.mail.MailCharset;
import org.chosei.registry.ContactPoint;
import org.chosei.registry.ContactPoints;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells whoever reported that there is something to read, and never what. Staff cause it; the address is not shown to them. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ReporterNews {
    private final ClearLetters letters;
    private final ContactPoints contacts;
    private final Vault vault;
    private final Site site;

    ReporterNews(ClearLetters letters, ContactPoints contacts, Vault vault, Site site) {
        this.letters = letters;
        this.contacts = contacts;
        this.vault = vault;
        this.site = site;
    }

    void tell(ReceivedReport report) {
        switch (report.source()) {
            case WEB -> {
                SealedId address = report.address();
                if (address != null) {
                    String to = vault.open(OpenPurpose.WORK, address).text();
                    mail(report, to, report.language(), MailCharset.UTF_8, "/receipt");
                }
            }
            case VENDOR -> {
                OrganisationId vendor = report.organisation();
                ContactPoint team =
                        vendor == null ? null : contacts.teams(Set.of(vendor)).get(vendor);
                if (team != null) {
                    mail(report, team.email(), team.language(), team.charset(), "/our-reports/" + report.id());
                }
            }
            case BODY -> {
                // told in the way that the two bodies agreed on
            }
        }
    }

    private void mail(ReceivedReport report, String to, Locale language, MailCharset charset, String page) {
        letters.stage(
                to,
                language,
                charset,
                ClearTemplate.REPORT_NEWS,
                Map.of("team", site.name(language), "number", report.reference(), "link", site.address(page)));
    }
}
