package org.chosei.intake.reporting;

import java.util.HashMap;
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
import org.chosei.web.Messages;
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
    private final Messages words;

    ReporterNews(ClearLetters letters, ContactPoints contacts, Vault vault, Site site, Messages words) {
        this.letters = letters;
        this.contacts = contacts;
        this.vault = vault;
        this.site = site;
        this.words = words;
    }

    void tell(ReceivedReport report) {
        switch (report.source()) {
            case WEB -> {
                SealedId address = report.address();
                if (address != null) {
                    String to = vault.open(OpenPurpose.WORK, address).text();
                    String reporter = words.text(report.language(), "reporting.side.reporter");
                    mail(report, to, report.language(), MailCharset.UTF_8, "/receipt", Map.of("person", reporter));
                }
            }
            case VENDOR -> {
                OrganisationId vendor = report.organisation();
                ContactPoint team =
                        vendor == null ? null : contacts.teams(Set.of(vendor)).get(vendor);
                if (team != null) {
                    String page = "/our-reports/" + report.id();
                    mail(report, team.email(), team.language(), team.charset(), page, Map.of());
                }
            }
            case BODY -> {
                // told in the way that the two bodies agreed on
            }
        }
    }

    private void mail(
            ReceivedReport report,
            String to,
            Locale language,
            MailCharset charset,
            String page,
            Map<String, String> salutation) {
        Map<String, String> variables = new HashMap<>(salutation);
        variables.put("team", site.name(language));
        variables.put("number", report.reference());
        variables.put("link", site.address(page));
        letters.stage(to, language, charset, ClearTemplate.REPORT_NEWS, variables);
    }
}
