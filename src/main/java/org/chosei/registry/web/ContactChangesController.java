package org.chosei.registry.web;

import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.contact.ContactChanges;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What organisations ask to be changed of their contacts, for staff to decide. */
@Controller
class ContactChangesController {
    private final ContactPages pages;
    private final ContactChanges changes;

    ContactChangesController(ContactPages pages, ContactChanges changes) {
        this.pages = pages;
        this.changes = changes;
    }

    @GetMapping("/contact-changes")
    @Allow(Permission.REGISTRY)
    View list() {
        return View.of("registry/contact-changes", "items", pages.open());
    }

    @GetMapping("/contact-changes/{id}")
    @Allow(Permission.REGISTRY)
    View show(@PathVariable String id, @RequestParam(defaultValue = "") String done) {
        return page(id, "").with("done", done);
    }

    @PostMapping("/contact-changes/{id}/approval")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View approve(@PathVariable String id) {
        changes.approve(Uuid7.parse(id));
        return Redirects.to("/contact-changes/" + id + "?done=approved");
    }

    @PostMapping("/contact-changes/{id}/refusal")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View refuse(
            @PathVariable String id, @RequestParam(defaultValue = "") String reason) {
        try {
            changes.refuse(Uuid7.parse(id), reason);
        } catch (Refusal.Invalid refusal) {
            return page(id, reason).with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/contact-changes/" + id + "?done=turned-down");
    }

    @PostMapping("/organisations/{id}/contacts/{role}/verification")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View verify(
            @PathVariable String id, @PathVariable String role, @RequestParam String seen) {
        changes.verify(OrganisationId.of(id), ContactForms.role(role), Uuid7.parse(seen));
        return Redirects.to("/organisations/" + id + "?done=verified#contacts");
    }

    private View page(String id, String reason) {
        return View.of("registry/contact-change", "shown", pages.get(Uuid7.parse(id)))
                .with("reason", reason)
                .with("done", "")
                .with("refusals", List.of());
    }
}
