package org.chosei.desk.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.IncomingMails;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.MailReading;
import org.chosei.mail.reading.Unparseable;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The mail desk: what no room took, why, what it says, and what a person does about it. */
@Controller
@Transactional
public class MailsController {
    private static final int PAGE = 50;

    private final IncomingMails mails;

    MailsController(IncomingMails mails) {
        this.mails = mails;
    }

    @Bean
    static Link mailsLink() {
        return new Link(40, "desk.mails", "/mails", Permission.INTAKE);
    }

    @GetMapping("/mails")
    @Allow(Permission.INTAKE)
    View list(@RequestParam Optional<String> before) {
        List<IncomingMails.Facts> page = mails.desk(before.map(Uuid7::parse).orElse(null), PAGE);
        return View.of("desk/mails", "mails", page)
                .with("more", page.size() == PAGE ? page.getLast().id().toString() : "");
    }

    /** A mail as it can be read; {@code unreadable} is a message key, or empty. */
    public record Shown(
            IncomingMails.Facts facts,
            String from,
            String subject,
            String text,
            List<String> files,
            String unreadable) {}

    @GetMapping("/mails/{id}")
    @Allow(Permission.INTAKE)
    View show(@PathVariable String id) {
        UUID mail = Uuid7.parse(id);
        return View.of("desk/mail", "mail", shown(mails.get(mail), mails.readable(mail)));
    }

    private static Shown shown(IncomingMails.Facts facts, MailReading reading) {
        return switch (reading) {
            case IncomingMail mail ->
                new Shown(
                        facts,
                        JapaneseText.withVisibleBidi(
                                mail.from().map(Object::toString).orElse("")),
                        JapaneseText.withVisibleBidi(mail.subject()),
                        JapaneseText.withVisibleBidi(mail.text().text()),
                        mail.attachments().stream()
                                .map(file -> JapaneseText.withVisibleBidi(file.name()))
                                .toList(),
                        "");
            case Unparseable _ -> new Shown(facts, "", "", "", List.of(), "desk.mail-unparseable");
        };
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

    @PostMapping("/mails/{id}/routing")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View routeAgain(@PathVariable String id) {
        mails.routeAgain(Uuid7.parse(id));
        return Redirects.to("/mails");
    }

    @PostMapping("/mails/{id}/settlement")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View settle(@PathVariable String id, @RequestParam(defaultValue = "") String note) {
        mails.take(Uuid7.parse(id), note.strip());
        return Redirects.to("/mails");
    }
}
