package org.chosei.desk.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.IncomingMails;
import org.chosei.web.View;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** An arrived mail as it came: its bytes to take away, and as text to look at. Neither is ever rendered. */
@Controller
@Transactional
class MailSourceController {
    private static final int SHOWN = 200_000;

    private final IncomingMails mails;

    MailSourceController(IncomingMails mails) {
        this.mails = mails;
    }

    /** The message byte for byte, as a download of inert bytes. */
    @GetMapping("/mails/{id}/raw")
    @Allow(Permission.INTAKE)
    ResponseEntity<byte[]> raw(@PathVariable String id) {
        UUID mail = Uuid7.parse(id);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(mail + ".eml")
                                .build()
                                .toString())
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(mails.raw(mail));
    }

    /** The beginning of it as text on a page. */
    @GetMapping("/mails/{id}/source")
    @Allow(Permission.INTAKE)
    View source(@PathVariable String id) {
        UUID mail = Uuid7.parse(id);
        byte[] raw = mails.raw(mail);
        String text = new String(Arrays.copyOf(raw, Math.min(raw.length, SHOWN)), StandardCharsets.UTF_8);
        return View.of("desk/mail-source", "id", mail.toString())
                .with("reference", IncomingMails.reference(mail))
                .with("text", JapaneseText.withVisibleBidi(JapaneseText.withoutControls(text)))
                .with("cut", raw.length > SHOWN);
    }
}
