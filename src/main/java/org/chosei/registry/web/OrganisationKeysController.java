package org.chosei.registry.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.keys.KeyComparisons;
import org.chosei.registry.keys.KeyProofs;
import org.chosei.registry.keys.KeyWarnings;
import org.chosei.registry.keys.Keys;
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

/** Keys as staff work with them: added for partners, compared by telephone, and the ones that run out. */
@Controller
class OrganisationKeysController {
    private final OrganisationPages pages;
    private final Keys keys;
    private final KeyProofs proofs;
    private final KeyComparisons comparisons;
    private final KeyWarnings warnings;

    OrganisationKeysController(
            OrganisationPages pages, Keys keys, KeyProofs proofs, KeyComparisons comparisons, KeyWarnings warnings) {
        this.pages = pages;
        this.keys = keys;
        this.proofs = proofs;
        this.comparisons = comparisons;
        this.warnings = warnings;
    }

    @GetMapping("/organisations/keys")
    @Allow(Permission.REGISTRY)
    View endings() {
        return View.of("registry/ending-keys", "items", warnings.endings());
    }

    @PostMapping("/organisations/{id}/keys")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View upload(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String armored,
            @RequestParam(defaultValue = "") String contact,
            @RequestParam @Nullable MultipartFile file) {
        OrganisationId organisation = OrganisationId.of(id);
        try {
            Keys.Taken taken = keys.upload(organisation, KeyForms.read(armored, file), KeyForms.contact(contact));
            return Redirects.to("/organisations/" + id + "?done=" + KeyForms.done(taken.outcome()) + "#keys");
        } catch (Refusal.Invalid refusal) {
            return refused(organisation, refusal, Map.of("contact", contact))
                    .with("armored", KeyForms.again(armored, refusal));
        }
    }

    @PostMapping("/organisations/{id}/keys/{key}/comparison")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View compare(
            @PathVariable String id,
            @PathVariable String key,
            @RequestParam(defaultValue = "") String fingerprint,
            @RequestParam(defaultValue = "") String note) {
        OrganisationId organisation = OrganisationId.of(id);
        try {
            comparisons.compare(of(organisation, key), fingerprint, note);
        } catch (Refusal.Invalid refusal) {
            return refused(organisation, refusal, Map.of("fingerprint-" + key, fingerprint, "note-" + key, note));
        }
        return Redirects.to("/organisations/" + id + "?done=compared#keys");
    }

    @PostMapping("/organisations/{id}/keys/{key}/confirmation")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View confirm(
            @PathVariable String id,
            @PathVariable String key,
            @RequestParam(defaultValue = "") String fingerprint,
            @RequestParam(defaultValue = "") String note) {
        OrganisationId organisation = OrganisationId.of(id);
        try {
            proofs.confirm(of(organisation, key), fingerprint, note);
        } catch (Refusal.Invalid refusal) {
            return refused(organisation, refusal, Map.of("fingerprint-" + key, fingerprint, "note-" + key, note));
        }
        return Redirects.to("/organisations/" + id + "?done=proved#keys");
    }

    @PostMapping("/organisations/{id}/keys/{key}/contact")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View assign(
            @PathVariable String id, @PathVariable String key, @RequestParam(defaultValue = "") String contact) {
        OrganisationId organisation = OrganisationId.of(id);
        UUID of = of(organisation, key);
        try {
            keys.assign(of, KeyForms.contact(contact));
        } catch (Refusal.Invalid refusal) {
            return refused(organisation, refusal, Map.of());
        }
        return Redirects.to("/organisations/" + id + "?done=assigned#keys");
    }

    @PostMapping("/organisations/{id}/keys/{key}/retirement")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View retire(
            @PathVariable String id, @PathVariable String key, @RequestParam(defaultValue = "") String revoked) {
        keys.retire(of(OrganisationId.of(id), key), revoked.equals("yes"));
        return Redirects.to("/organisations/" + id + "?done=retired#keys");
    }

    private UUID of(OrganisationId organisation, String key) {
        UUID id = Uuid7.parse(key);
        if (!keys.get(id).organisation().equals(organisation)) {
            throw new Refusal.NotFound();
        }
        return id;
    }

    private View refused(OrganisationId id, Refusal.Invalid refusal, Map<String, String> typed) {
        return OrganisationsController.page(pages.of(id), "")
                .with("typed", typed)
                .with("refusals", List.of(refusal))
                .status(HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
