package org.chosei.intake.reporting.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Anyone;
import org.chosei.intake.reporting.Filled;
import org.chosei.intake.reporting.ReceiptCode;
import org.chosei.intake.reporting.Submissions;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The public report form: fill in, check the answers, keep the receipt. */
@Controller
class PublicReportController {
    private static final String PATH = "/report";
    private static final String WHY = "whoever finds a weakness reports it without an account";

    private final FormPages pages;
    private final Submissions submissions;

    PublicReportController(FormPages pages, Submissions submissions) {
        this.pages = pages;
        this.submissions = submissions;
    }

    @GetMapping(PATH)
    @Anyone(WHY)
    View blank() {
        return pages.blank(PATH, true);
    }

    /** Back to the form from the answers; nothing is lost. */
    @PostMapping(PATH)
    @Anyone(WHY)
    View change(@RequestParam Map<String, String> typed, @RequestParam String form) {
        return pages.change(PATH, true, Uuid7.parse(form), typed);
    }

    @PostMapping("/report/check")
    @Anyone(WHY)
    View check(@RequestParam Map<String, String> typed, @RequestParam String form) {
        return pages.check(
                PATH, true, Uuid7.parse(form), typed, ReceiptCode.random().value());
    }

    /** Reloading these pages by address starts anew. */
    @GetMapping({"/report/check", "/report/sent"})
    @Anyone("leads to the form")
    org.springframework.web.servlet.View again() {
        return Redirects.to(PATH);
    }

    /** Sends it. A second click shows the same receipt: the page itself carries the code, of which only a hash is kept. */
    @PostMapping("/report/sent")
    @Anyone(WHY)
    View send(
            @RequestParam Map<String, String> typed,
            @RequestParam String form,
            HttpServletRequest request,
            Locale locale) {
        UUID once = Uuid7.parse(form);
        Filled filled = Filled.read(typed);
        Optional<ReceiptCode> code = ReceiptCode.read(typed.getOrDefault("code", ""));
        if (!filled.problems(true).isEmpty() || code.isEmpty()) {
            return pages.check(PATH, true, once, typed, ReceiptCode.random().value());
        }
        Submissions.Result result = submissions.send(once, filled, code.get(), locale, request.getRemoteAddr());
        return switch (result) {
            case Submissions.Result.Sent sent ->
                View.of("reporting/sent")
                        .with("reference", sent.reference())
                        .with("code", code.get().shown())
                        .with("mailed", !filled.newsAddress().isEmpty());
            case Submissions.Result.Wait wait ->
                pages.check(PATH, true, once, typed, code.get().value())
                        .with("wait", wait.seconds())
                        .status(HttpStatus.TOO_MANY_REQUESTS);
        };
    }
}
