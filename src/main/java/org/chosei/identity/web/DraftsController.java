package org.chosei.identity.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.identity.drafts.Drafts;
import org.chosei.identity.drafts.SavedDraft;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own drafts: saved by a script, shown to it and to people. */
@Controller
class DraftsController {
    private final Drafts drafts;

    DraftsController(Drafts drafts) {
        this.drafts = drafts;
    }

    @GetMapping("/drafts")
    @Allow(Permission.OWN_ACCOUNT)
    @Transactional
    View list(@RequestParam(defaultValue = "") String form) {
        List<SavedDraft> found = drafts.of(form);
        return View.of("identity/drafts", "drafts", found);
    }

    /**
     * Saves what a page holds: the fields are the body, and headers say what they are, so that words are in no address.
     *
     * @param person who typed; on a shared machine somebody else may have signed in meanwhile
     */
    @PostMapping("/drafts")
    @Allow(Permission.OWN_ACCOUNT)
    @Transactional
    ResponseEntity<Void> save(
            @RequestHeader(name = "Draft-Form", defaultValue = "") String form,
            @RequestHeader(name = "Draft-Id", defaultValue = "") String id,
            @RequestHeader(name = "Draft-Revision", defaultValue = "0") int revision,
            @RequestHeader(name = "Draft-Person", defaultValue = "") String person,
            InputStream body)
            throws IOException {
        if (!person.equals(Scopes.person().id().toString())) {
            throw new Refusal.Stale("draft-other-person");
        }
        byte[] words = body.readNBytes(Drafts.LONGEST + 1);
        if (words.length > Drafts.LONGEST) {
            throw new Refusal.Invalid("words", "draft-long");
        }
        Drafts.Saved saved = drafts.save(
                form, id.isEmpty() ? null : Uuid7.parse(id), revision, new String(words, StandardCharsets.UTF_8));
        return ResponseEntity.noContent()
                .header("Draft-Id", saved.id().toString())
                .header("Draft-Revision", String.valueOf(saved.revision()))
                .header("Draft-Conflict", String.valueOf(saved.conflict()))
                .build();
    }

    @GetMapping("/drafts/{draft}")
    @Allow(Permission.OWN_ACCOUNT)
    @Transactional
    View show(@PathVariable String draft) {
        return View.of("identity/draft", "draft", drafts.get(Uuid7.parse(draft)));
    }

    @PostMapping("/drafts/{own}/removal")
    @Allow(Permission.OWN_ACCOUNT)
    @Transactional
    org.springframework.web.servlet.View remove(@PathVariable String own) {
        if (!drafts.remove(Uuid7.parse(own))) {
            throw new Refusal.NotFound();
        }
        return Redirects.to("/drafts");
    }
}
