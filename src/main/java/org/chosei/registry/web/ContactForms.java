package org.chosei.registry.web;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Contact;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.contact.ContactEntry;
import org.chosei.registry.contact.ContactProposals.Of;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;

/** The form of a contact, for its organisation and for staff: the same fields and the same checks. */
final class ContactForms {
    private ContactForms() {}

    static Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow(Refusal.NotFound::new);
    }

    static Of of(String form, Role role, String seen) {
        return new Of(Uuid7.parse(form), role, seen.isEmpty() ? null : Uuid7.parse(seen));
    }

    /** The form as it is first shown. */
    static View fresh(UUID form, Role role, @Nullable Contact now) {
        return page(
                form.toString(),
                role,
                now == null ? "" : now.version().toString(),
                now == null ? ContactEntry.blank(role) : ContactEntry.of(now));
    }

    static View page(String form, Role role, String seen, ContactEntry entry) {
        return View.of("registry/contact", "role", role)
                .with("form", form)
                .with("seen", seen)
                .with("entry", entry)
                .with("note", "")
                .with("refusals", List.of());
    }
}
