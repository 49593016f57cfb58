package org.chosei.registry.web;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Contact;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.contact.ContactChanges;
import org.chosei.registry.contact.ContactEntry;
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
    private final ContactPages pages;
    private final ContactChanges changes;
    private final InstantSource clock;

    OurContactsController(ContactPages pages, ContactChanges changes, InstantSource clock) {
        this.pages = pages;
        this.changes = changes;
        this.clock = clock;
    }

    @GetMapping("/organisation/contacts/{role}")
    @Allow(Permission.KEEP_ORGANISATION)
    View form(@PathVariable String role) {
        Role of = read(role);
        Contact now = pages.contact(Scopes.person().organisation(), of);
        String seen = now == null ? "" : now.version().toString();
        ContactEntry entry = now == null ? ContactEntry.blank() : ContactEntry.of(now);
        return page(of, Uuid7.at(clock.instant()).toString(), seen, entry);
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
            @RequestParam(defaultValue = "") String honorific,
            @RequestParam(defaultValue = "") String hours) {
        Role of = read(role);
        UUID id = Uuid7.parse(form);
        ContactEntry entry =
                new ContactEntry(name, affiliation, title, email, phone, fax, postal, language, honorific, hours);
        try {
            changes.propose(id, of, seen.isEmpty() ? null : Uuid7.parse(seen), entry);
        } catch (Refusal.Invalid refusal) {
            return page(of, form, seen, entry)
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/organisation?done=proposed#changes");
    }

    @PostMapping("/organisation/changes/{id}/taking-back")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View takeBack(@PathVariable String id) {
        changes.takeBack(Uuid7.parse(id));
        return Redirects.to("/organisation?done=taken-back#changes");
    }

    static Role read(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow(Refusal.NotFound::new);
    }

    private static View page(Role role, String form, String seen, ContactEntry entry) {
        return View.of("registry/contact", "role", role)
                .with("form", form)
                .with("seen", seen)
                .with("entry", entry)
                .with("refusals", List.of());
    }
}
