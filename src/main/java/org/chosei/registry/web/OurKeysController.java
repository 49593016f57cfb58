package org.chosei.registry.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.keys.KeyProofs;
import org.chosei.registry.keys.Keys;
import org.chosei.web.Download;
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

/** The keys of the own organisation, which its responsible person keeps: these pages change no other, whoever asks. */
@Controller
class OurKeysController {
    private final OurPages pages;
    private final Keys keys;
    private final KeyProofs proofs;

    OurKeysController(OurPages pages, Keys keys, KeyProofs proofs) {
        this.pages = pages;
        this.keys = keys;
        this.proofs = proofs;
    }

    @PostMapping("/organisation/keys")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View upload(
            @RequestParam(defaultValue = "") String armored,
            @RequestParam(defaultValue = "") String contact,
            @RequestParam @Nullable MultipartFile file) {
        try {
            Keys.Taken taken = keys.upload(own(), KeyForms.read(armored, file), KeyForms.contact(contact));
            return Redirects.to("/organisation?done=" + KeyForms.done(taken.outcome()) + "#keys");
        } catch (Refusal.Invalid refusal) {
            return refused(refusal, Map.of("contact", contact)).with("armored", KeyForms.again(armored, refusal));
        }
    }

    @GetMapping("/organisation/keys/{id}/challenge")
    @Allow(Permission.KEEP_ORGANISATION)
    Download file(@PathVariable String id) {
        return KeyForms.download(proofs.file(own(id)));
    }

    @GetMapping("/organisation/keys/{id}/challenge.eml")
    @Allow(Permission.KEEP_ORGANISATION)
    Download mail(@PathVariable String id) {
        return KeyForms.download(proofs.mail(own(id)));
    }

    @PostMapping("/organisation/keys/{id}/challenge")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View challenge(@PathVariable String id) {
        try {
            proofs.challenge(own(id));
        } catch (Refusal.Invalid refusal) {
            return refused(refusal, Map.of());
        }
        return Redirects.to("/organisation?done=challenged#keys");
    }

    @PostMapping("/organisation/keys/{id}/contact")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View assign(
            @PathVariable String id, @RequestParam(defaultValue = "") String contact) {
        UUID own = own(id);
        try {
            keys.assign(own, KeyForms.contact(contact));
        } catch (Refusal.Invalid refusal) {
            return refused(refusal, Map.of());
        }
        return Redirects.to("/organisation?done=assigned#keys");
    }

    @PostMapping("/organisation/keys/{id}/proof")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View prove(@PathVariable String id, @RequestParam(defaultValue = "") String code) {
        try {
            proofs.prove(own(id), code);
        } catch (Refusal.Invalid refusal) {
            return refused(refusal, Map.of("code-" + id, code));
        }
        return Redirects.to("/organisation?done=proved#keys");
    }

    @PostMapping("/organisation/keys/{id}/retirement")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View retire(
            @PathVariable String id, @RequestParam(defaultValue = "") String revoked) {
        keys.retire(own(id), revoked.equals("yes"));
        return Redirects.to("/organisation?done=retired#keys");
    }

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

    private View refused(Refusal.Invalid refusal, Map<String, String> typed) {
        return pages.own()
                .with("typed", typed)
                .with("refusals", List.of(refusal))
                .status(HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
