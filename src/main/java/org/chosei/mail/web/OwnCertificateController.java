package org.chosei.mail.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import org.chosei.access.Anyone;
import org.chosei.mail.OwnSmimeKeys;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Our S/MIME certificate for everybody who wants to write to us in confidence. */
@Controller
class OwnCertificateController {
    private static final MediaType PEM = new MediaType("application", "pem-certificate-chain");

    private final OwnSmimeKeys keys;

    OwnCertificateController(OwnSmimeKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/smime-certificate.pem")
    @Anyone("A certificate is made to be known")
    ResponseEntity<String> certificate() {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                .encodeToString(keys.certificate().toBytes());
        return ResponseEntity.ok()
                .contentType(PEM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"smime-certificate.pem\"")
                .body("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }
}
