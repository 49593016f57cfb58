package org.chosei.registry.upkeep.web;

import java.util.List;
import org.chosei.access.Anyone;
import org.chosei.identity.Token;
import org.chosei.kernel.Refusal;
import org.chosei.registry.upkeep.ContactLinks;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The page behind the link of a mail that asks whether contacts are right. Opening it changes nothing; its button does. */
@Controller
class ContactCheckController {
    private final ContactLinks links;

    ContactCheckController(ContactLinks links) {
        this.links = links;
    }

    @GetMapping("/contact-check/{token}")
    @Anyone("the link's token is the proof")
    View page(@PathVariable String token) {
        return View.of("upkeep/check", "question", links.find(read(token))).with("token", token);
    }

    @PostMapping("/contact-check/{token}")
    @Anyone("the link's token is the proof")
    org.springframework.web.servlet.View answer(@PathVariable String token) {
        links.answer(read(token));
        return Redirects.to("/contact-check/done");
    }

    @GetMapping("/contact-check/done")
    @Anyone("says thank you and nothing else")
    View done() {
        return View.of("upkeep/checked");
    }

    /** The link was used, is too old or leads nowhere: said plainly, with what to do. */
    @ExceptionHandler
    View gone(Refusal.WrongState refusal) {
        return View.of("upkeep/check-gone", "refusals", List.of(refusal)).status(HttpStatus.GONE);
    }

    private static Token read(String token) {
        return Token.read(token).orElseThrow(() -> new Refusal.WrongState("contact-link-gone"));
    }
}
