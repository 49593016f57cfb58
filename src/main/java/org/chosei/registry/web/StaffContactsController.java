package org.chosei.registry.web;

import java.time.InstantSource;
import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
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

/** Staff propose what an organisation told them in another way, such as by telephone; another of them decides. */
@Controller
class StaffContactsController {
    private final ContactPages pages;
    private final ContactProposals proposals;
    private final InstantSource clock;

    StaffContactsController(ContactPages pages, ContactProposals proposals, InstantSource clock) {
        this.pages = pages;
        this.proposals = proposals;
        this.clock = clock;
    }

    @GetMapping("/organisations/{id}/contacts/{role}")
    @Allow(Permission.REGISTRY)
    View form(@PathVariable String id, @PathVariable String role) {
        OrganisationId organisation = OrganisationId.of(id);
        Role of = ContactForms.role(role);
        return theirs(organisation, ContactForms.fresh(Uuid7.at(clock.instant()), of, pages.contact(organisation, of)));
    }

    @PostMapping("/organisations/{id}/contacts/{role}")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View propose(
            @PathVariable String id,
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
            @RequestParam(defaultValue = "") String encrypted,
            @RequestParam(defaultValue = "") String note) {
        OrganisationId organisation = OrganisationId.of(id);
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
            proposals.changeByStaff(organisation, ContactForms.of(form, of, seen), entry, note);
        } catch (Refusal.Invalid refusal) {
            return refused(organisation, ContactForms.page(form, of, seen, entry), note, refusal);
        }
        return Redirects.to("/contact-changes/" + Uuid7.parse(form) + "?done=staff-proposed");
    }

    @PostMapping("/organisations/{id}/contacts/{role}/removal")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View remove(
            @PathVariable String id,
            @PathVariable String role,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(defaultValue = "") String note) {
        OrganisationId organisation = OrganisationId.of(id);
        Role of = ContactForms.role(role);
        try {
            proposals.removeByStaff(organisation, ContactForms.of(form, of, seen), note);
        } catch (Refusal.Invalid refusal) {
            View page = ContactForms.fresh(Uuid7.parse(form), of, pages.contact(organisation, of));
            return refused(organisation, page, note, refusal);
        }
        return Redirects.to("/contact-changes/" + Uuid7.parse(form) + "?done=staff-proposed");
    }

    @PostMapping("/contact-changes/{id}/taking-back")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View takeBack(@PathVariable String id) {
        proposals.takeBack(Uuid7.parse(id));
        return Redirects.to("/contact-changes/" + id + "?done=taken-back");
    }

    private View refused(OrganisationId organisation, View page, String note, Refusal.Invalid refusal) {
        return theirs(organisation, page)
                .with("note", note)
                .with("refusals", List.of(refusal))
                .status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private View theirs(OrganisationId organisation, View form) {
        return form.with("action", "/organisations/" + organisation + "/contacts/")
                .with("organisation", pages.organisation(organisation));
    }
}
