package org.chosei.desk.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.ArrivedMail.Content;
import org.chosei.mail.IncomingMails;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.Mailbox;
import org.chosei.vault.SealedId;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
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
    private final MailSenders senders;

    MailsController(IncomingMails mails, MailSenders senders) {
        this.mails = mails;
        this.senders = senders;
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

    /**
     * A mail as it can be read.
     *
     * @param protection a message key: whether it came encrypted, or why it cannot be read
     * @param remark what the person wrote who settled it; empty while nobody did
     */
    public record Shown(
            IncomingMails.Facts facts,
            String from,
            String subject,
            String text,
            List<String> files,
            String protection,
            MailSenders.@Nullable Proof proof,
            String detail,
            String remark) {}

    @GetMapping("/mails/{id}")
    @Allow(Permission.INTAKE)
    View show(@PathVariable String id, Locale locale) {
        IncomingMails.Facts facts = mails.get(Uuid7.parse(id));
        String detail = words(facts.detail());
        String remark = words(facts.remark());
        Shown shown = mails.look(facts.id())
                .map(mail -> shown(facts, mail, senders.of(mail, locale), detail, remark))
                .orElseGet(
                        () -> new Shown(facts, "", "", "", List.of(), "desk.mail-unparseable", null, detail, remark));
        return View.of("desk/mail", "mail", shown);
    }

    private static String shown(Mailbox from) {
        return from.display().isBlank() ? from.address() : from.display() + " <" + from.address() + ">";
    }

    private String words(@Nullable SealedId sealed) {
        return sealed == null ? "" : JapaneseText.withVisibleBidi(mails.words(sealed));
    }

    private static Shown shown(
            IncomingMails.Facts facts, ArrivedMail mail, MailSenders.Proof proof, String detail, String remark) {
        IncomingMail read = switch (mail.content()) {
            case Content.Readable readable -> readable.mail();
            case Content.Unreadable _ -> mail.outer();
        };
        String protection = switch (mail.content()) {
            case Content.Readable readable -> readable.encrypted() ? "desk.encrypted" : "desk.not-encrypted";
            case Content.Unreadable unreadable -> unreadable.reason();
        };
        String subject = read.subject().isBlank() ? mail.outer().subject() : read.subject();
        return new Shown(
                facts,
                JapaneseText.withVisibleBidi(
                        mail.outer().from().map(MailsController::shown).orElse("")),
                JapaneseText.withVisibleBidi(subject),
                JapaneseText.withVisibleBidi(read.text().text()),
                read.attachments().stream()
                        .map(file -> JapaneseText.withVisibleBidi(file.name()))
                        .toList(),
                protection,
                proof,
                detail,
                remark);
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
        mails.take(Uuid7.parse(id), note);
        return Redirects.to("/mails");
    }
}
