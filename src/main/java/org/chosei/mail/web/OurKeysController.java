package org.chosei.mail.web;

import org.chosei.access.Anyone;
import org.chosei.mail.OwnKeys;
import org.chosei.mail.OwnSmimeKeys;
import org.chosei.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Our keys with their fingerprints, and how to write to us by mail. */
@Controller
class OurKeysController {
    private final OwnKeys keys;
    private final OwnSmimeKeys smime;

    OurKeysController(OwnKeys keys, OwnSmimeKeys smime) {
        this.keys = keys;
        this.smime = smime;
    }

    @GetMapping("/our-keys")
    @Anyone("Keys are made to be known")
    View show() {
        return View.of("mail/keys", "openPgp", keys.certificate()).with("smime", smime.certificate());
    }
}
