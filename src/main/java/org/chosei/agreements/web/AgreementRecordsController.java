package org.chosei.agreements.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.Agreements;
import org.chosei.agreements.Signature;
import org.chosei.identity.OrganisationNames;
import org.chosei.identity.People;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What staff see of an organisation's agreements: who signed which exact text and when. */
@Controller
@Transactional
public class AgreementRecordsController {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Agreements agreements;
    private final OrganisationNames organisations;
    private final People people;

    AgreementRecordsController(Agreements agreements, OrganisationNames organisations, People people) {
        this.agreements = agreements;
        this.organisations = organisations;
        this.people = people;
    }

    /** The record of one organisation. */
    public record Records(
            OrganisationId organisation, String name, List<Signature> signatures, Map<PersonId, String> accounts) {}

    @GetMapping("/organisations/{id}/agreements")
    @Allow(Permission.REGISTRY)
    View show(@PathVariable String id, Locale locale) {
        OrganisationId organisation = OrganisationId.of(id);
        String name = organisations.name(organisation, locale);
        List<Signature> signatures = agreements.signatures(organisation);
        Map<PersonId, String> accounts = people.names(
                signatures.stream().map(Signature::person).distinct().toList());
        return View.of("agreements/records", "records", new Records(organisation, name, signatures, accounts));
    }

    @PostMapping("/organisations/{id}/agreements/{kind}/end")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View end(
            @PathVariable String id,
            @PathVariable String kind,
            @RequestParam(defaultValue = "") String reason,
            Locale locale) {
        OrganisationId organisation = OrganisationId.of(id);
        organisations.name(organisation, locale);
        agreements.end(organisation, AgreementKind.of(kind), reason);
        return Redirects.to("/organisations/" + organisation + "/agreements");
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
