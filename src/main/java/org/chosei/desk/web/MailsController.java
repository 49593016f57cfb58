package org.chosei.desk.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.conversation.FiledMails;
import org.chosei.conversation.MailBelief;
import org.chosei.conversation.MailFiling;
import org.chosei.conversation.ThreadId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.IncomingMails;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
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
    private final MailPages pages;
    private final MailLines lines;
    private final MailOutcomes outcomes;
    private final MailFiling filing;
    private final FiledMails filed;
    private final ObjectProvider<MailBelief> belief;

    MailsController(
            IncomingMails mails,
            MailPages pages,
            MailLines lines,
            MailOutcomes outcomes,
            MailFiling filing,
            FiledMails filed,
            ObjectProvider<MailBelief> belief) {
        this.lines = lines;
        this.belief = belief;
        this.mails = mails;
        this.pages = pages;
        this.outcomes = outcomes;
        this.filing = filing;
        this.filed = filed;
    }

    @Bean
    static Link mailsLink() {
        return new Link(40, "desk.mails", "/mails", Permission.INTAKE);
    }

    /** The list; {@code done} is a mail that somebody has just dealt with. */
    @GetMapping("/mails")
    @Allow(Permission.INTAKE)
    View list(@RequestParam Optional<String> before, @RequestParam Optional<String> done, Locale locale) {
        List<IncomingMails.Facts> page = mails.desk(before.map(Uuid7::parse).orElse(null), PAGE);
        return View.of("desk/mails", "mails", page)
                .with("lines", lines.of(page, locale))
                .with("done", done.map(id -> outcomes.of(Uuid7.parse(id), locale)))
                .with(
                        "believesDomains",
                        belief.getIfAvailable(() -> () -> false).domainWithToken())
                .with("more", page.size() == PAGE ? page.getLast().id().toString() : "");
    }

    @GetMapping("/mails/{id}")
    @Allow(Permission.INTAKE)
    View show(@PathVariable String id, Locale locale) {
        return View.of("desk/mail", "mail", pages.shown(mails.get(Uuid7.parse(id)), locale));
    }

    @PostMapping("/mails/{id}/routing")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View routeAgain(@PathVariable String id) {
        UUID mail = Uuid7.parse(id);
        mails.routeAgain(mail);
        return done(mail);
    }

    @PostMapping("/mails/{id}/settlement")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View settle(@PathVariable String id, @RequestParam(defaultValue = "") String note) {
        UUID mail = Uuid7.parse(id);
        mails.take(mail, note);
        return done(mail);
    }

    /** Puts it into a thread as its vendor's words. */
    @PostMapping("/mails/{id}/filing")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View file(@PathVariable String id, @RequestParam String thread) {
        UUID mail = Uuid7.parse(id);
        mails.filed(mail);
        ArrivedMail read = mails.look(mail).orElseThrow(() -> new Refusal.WrongState("mail-not-to-be-filed"));
        filing.file(read, ThreadId.of(thread));
        return done(mail);
    }

    /** Undoes a filing: the mail lies on the desk again, while its vendor has not opened it. */
    @PostMapping("/mails/{id}/putting-back")
    @Allow(Permission.INTAKE)
    org.springframework.web.servlet.View putBack(@PathVariable String id) {
        UUID mail = Uuid7.parse(id);
        mails.putBack(mail);
        filed.putBack(mail);
        return Redirects.to("/mails/" + mail);
    }

    private static org.springframework.web.servlet.View done(UUID mail) {
        return Redirects.to("/mails?done=" + mail);
    }
}
