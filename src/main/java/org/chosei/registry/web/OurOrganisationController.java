package org.chosei.registry.web;

import java.util.List;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Keys;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** A member's own organisation: how it is reached, and its keys. */
@Controller
class OurOrganisationController {
    private final OrganisationPages pages;
    private final ContactPages contacts;
    private final Keys keys;

    OurOrganisationController(OrganisationPages pages, ContactPages contacts, Keys keys) {
        this.pages = pages;
        this.contacts = contacts;
        this.keys = keys;
    }

    @GetMapping("/organisation")
    @Allow(Permission.OWN_ORGANISATION)
    View show(@RequestParam(defaultValue = "") String done) {
        return page("").with("done", done);
    }

    @PostMapping("/organisation/keys")
    @Allow(Permission.OWN_ORGANISATION)
    org.springframework.web.servlet.View upload(
            @RequestParam(defaultValue = "") String armored, @RequestParam @Nullable MultipartFile file) {
        try {
            keys.upload(own(), KeyForms.read(armored, file));
        } catch (Refusal.Invalid refusal) {
            return refused(refusal, KeyForms.again(armored, refusal));
        }
        return Redirects.to("/organisation?done=uploaded#keys");
    }

    @PostMapping("/organisation/keys/{id}/challenge")
    @Allow(Permission.OWN_ORGANISATION)
    org.springframework.web.servlet.View challenge(@PathVariable String id) {
        try {
            keys.challenge(own(id));
        } catch (Refusal.Invalid refusal) {
            return refused(refusal, "");
        }
        return Redirects.to("/organisation?done=challenged#keys");
    }

    @PostMapping("/organisation/keys/{id}/proof")
    @Allow(Permission.OWN_ORGANISATION)
    org.springframework.web.servlet.View prove(@PathVariable String id, @RequestParam(defaultValue = "") String code) {
        try {
            keys.prove(own(id), code);
        } catch (Refusal.Invalid refusal) {
            return refused(refusal, "");
        }
        return Redirects.to("/organisation?done=proved#keys");
    }

    @PostMapping("/organisation/keys/{id}/retirement")
    @Allow(Permission.OWN_ORGANISATION)
    org.springframework.web.servlet.View retire(@PathVariable String id) {
        keys.retire(own(id));
        return Redirects.to("/organisation?done=retired#keys");
    }

    /** The id of a key of the own organisation: these pages change no other, whoever asks. */
    private UUID own(String id) {
        UUID key = Uuid7.parse(id);
        if (!keys.get(key).organisation().equals(own())) {
            throw new Refusal.NotFound();
        }
        return key;
    }

    private static OrganisationId own() {
        return Scopes.person().organisation();
    }

    private View refused(Refusal.Invalid refusal, String armored) {
        return page(armored).with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private View page(String armored) {
        return View.of("registry/our-organisation", "page", pages.of(own()))
                .with("changes", contacts.of(own()))
                .with("armored", armored)
                .with("done", "")
                .with("refusals", List.of());
    }
}
