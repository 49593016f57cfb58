package org.chosei.agreements.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.Agreements;
import org.chosei.agreements.Agreements.Agreement;
import org.chosei.agreements.DirectContacts;
import org.chosei.agreements.DirectContacts.DirectContact;
import org.chosei.agreements.Fact;
import org.chosei.agreements.Facts;
import org.chosei.agreements.Signature;
import org.chosei.agreements.bymail.Mailing;
import org.chosei.agreements.bymail.Mailings;
import org.chosei.agreements.paper.Paper;
import org.chosei.agreements.paper.Papers;
import org.chosei.identity.OrganisationNames;
import org.chosei.kernel.OrganisationId;
import org.chosei.web.Site;
import org.chosei.web.View;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What staff see of an organisation's agreements: who signed which exact text and when. */
@Controller
@Transactional
public class AgreementRecordsController {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Agreements agreements;
    private final OrganisationNames organisations;
    private final DirectContacts contacts;
    private final Mailings mailings;
    private final Papers papers;
    private final Facts facts;
    private final Site site;
    private final InstantSource clock;

    AgreementRecordsController(
            Agreements agreements,
            OrganisationNames organisations,
            DirectContacts contacts,
            Mailings mailings,
            Papers papers,
            Facts facts,
            Site site,
            InstantSource clock) {
        this.contacts = contacts;
        this.mailings = mailings;
        this.papers = papers;
        this.facts = facts;
        this.site = site;
        this.clock = clock;
        this.agreements = agreements;
        this.organisations = organisations;
    }

    /**
     * The record of one organisation.
     *
     * @param standing of each kind that is signed, now
     * @param at the instant of the facts
     */
    public record Records(
            OrganisationId organisation,
            String name,
            List<Signature> signatures,
            List<Agreement> standing,
            List<DirectContact> contacts,
            List<Mailing> mailings,
            List<Paper> papers,
            Instant at,
            List<Fact> facts) {}

    /** {@code instant} and {@code zone} ask for the standing then; without them it is today's. */
    @GetMapping("/organisations/{id}/agreements")
    @Allow(Permission.REGISTRY)
    View show(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String instant,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String done,
            Locale locale) {
        OrganisationId organisation = OrganisationId.of(id);
        String name = organisations.name(organisation, locale);
        Instant at = LocalInstant.read(instant, zone).orElseGet(clock::instant);
        List<Signature> signatures = agreements.signatures(organisation);
        List<Agreement> standing = AgreementKind.toSign().stream()
                .map(kind -> agreements.of(organisation, kind, locale.getLanguage()))
                .toList();
        return View.of(
                        "agreements/records",
                        "records",
                        new Records(
                                organisation,
                                name,
                                signatures,
                                standing,
                                contacts.of(organisation),
                                mailings.of(organisation),
                                papers.of(organisation),
                                at,
                                facts.of(organisation, at)))
                .with("instant", instant)
                .with("done", done)
                .with("zones", List.of(site.zone().getId(), "UTC"));
    }

    /** The bytes that were hashed, to print and to check with any SHA-256 tool. */
    @GetMapping("/agreements/texts/{kind}/{version}/{language}")
    @Allow({Permission.REGISTRY, Permission.OWN_ORGANISATION})
    ResponseEntity<byte[]> text(@PathVariable String kind, @PathVariable int version, @PathVariable String language) {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .body(agreements
                        .text(AgreementKind.of(kind), version, language)
                        .body()
                        .getBytes(StandardCharsets.UTF_8));
    }
}
