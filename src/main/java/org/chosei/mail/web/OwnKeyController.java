package org.chosei.mail.web;

import org.chosei.access.Anyone;
import org.chosei.mail.OwnKeys;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Our certificate for everybody who wants to write to us in confidence (RFC 3156 §7 names the type). */
@Controller
class OwnKeyController {
    private static final MediaType KEYS = new MediaType("application", "pgp-keys");

    private final OwnKeys keys;

    OwnKeyController(OwnKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/openpgp-key.asc")
    @Anyone("A certificate is made to be known")
    ResponseEntity<String> certificate() {
        return ResponseEntity.ok()
                .contentType(KEYS)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"openpgp-key.asc\"")
                .body(keys.certificate().toArmor());
    }
}
