package org.chosei.registry.web;

import java.time.InstantSource;
import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.contact.ContactEntry;
import org.chosei.registry.contact.ContactProposals;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The responsible person proposes how the own organisation is reached. */
@Controller
class OurContactsController {
    private static final String DONE = "/organisation?done=proposed#changes";

    private final ContactPages pages;
    private final ContactProposals proposals;
    private final InstantSource clock;

    OurContactsController(ContactPages pages, ContactProposals proposals, InstantSource clock) {
        this.pages = pages;
        this.proposals = proposals;
        this.clock = clock;
    }

    @GetMapping("/organisation/contacts/{role}")
    @Allow(Permission.KEEP_ORGANISATION)
    View form(@PathVariable String role) {
        Role of = ContactForms.role(role);
        return ours(ContactForms.fresh(
                Uuid7.at(clock.instant()), of, pages.contact(Scopes.person().organisation(), of)));
    }

    @PostMapping("/organisation/contacts/{role}")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View propose(
            @PathVariable String role,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String affiliation,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String fax,
            @RequestParam(defaultValue = "") String postal,
            @RequestParam(defaultValue = "ja") String language,
            @RequestParam(defaultValue = "UTF-8") String charset,
            @RequestParam(defaultValue = "") String honorific,
            @RequestParam(defaultValue = "") String hours,
            @RequestParam(defaultValue = "") String further,
            @RequestParam(defaultValue = "") String encrypted) {
        Role of = ContactForms.role(role);
        ContactEntry entry = new ContactEntry(
                name,
                affiliation,
                title,
                email,
                phone,
                fax,
                postal,
                language,
                charset,
                honorific,
                hours,
                further,
                encrypted);
        try {
            proposals.change(ContactForms.of(form, of, seen), entry);
        } catch (Refusal.Invalid refusal) {
            return ours(ContactForms.page(form, of, seen, entry))
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to(DONE);
    }

    @PostMapping("/organisation/contacts/{role}/removal")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View remove(
            @PathVariable String role, @RequestParam String form, @RequestParam(defaultValue = "") String seen) {
        proposals.remove(ContactForms.of(form, ContactForms.role(role), seen));
        return Redirects.to(DONE);
    }

    @PostMapping("/organisation/changes/{id}/taking-back")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View takeBack(@PathVariable String id) {
        proposals.takeBack(Uuid7.parse(id));
        return Redirects.to("/organisation?done=taken-back#changes");
    }

    private static View ours(View form) {
        return form.with("action", "/organisation/contacts/");
    }
}
