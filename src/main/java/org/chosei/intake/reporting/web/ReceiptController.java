package org.chosei.intake.reporting.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Anyone;
import org.chosei.identity.Token;
import org.chosei.intake.reporting.Receipts;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a receipt opens: where the report stands, and the talk with the CSIRT. */
@Controller
class ReceiptController {
    private static final String WHY = "reference and code of the receipt are the proof";

    private final Receipts receipts;
    private final ReceiptCookie cookie;
    private final InstantSource clock;

    ReceiptController(Receipts receipts, ReceiptCookie cookie, InstantSource clock) {
        this.receipts = receipts;
        this.cookie = cookie;
        this.clock = clock;
    }

    @GetMapping("/receipt")
    @Anyone(WHY)
    View show(HttpServletRequest request) {
        return cookie.read(request)
                .flatMap(token -> view(token, "", List.of()))
                .orElseGet(() -> ask("", "", List.of(), HttpStatus.OK));
    }

    /** {@code text} is what was written when a session ended meanwhile; it comes back into its field. */
    @PostMapping("/receipt")
    @Anyone(WHY)
    org.springframework.web.servlet.View open(
            @RequestParam(defaultValue = "") String reference,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String text,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (receipts.open(reference, code, request.getRemoteAddr())) {
            case Receipts.Answer.Opened opened -> {
                response.addHeader(HttpHeaders.SET_COOKIE, cookie.set(opened.token()));
                yield text.isEmpty()
                        ? Redirects.to("/receipt")
                        : view(opened.token(), text, List.of()).orElseThrow();
            }
            case Receipts.Answer.Unknown _ ->
                ask(reference, text, List.of(new Refusal.Invalid("code", "receipt-unknown")), INVALID);
            case Receipts.Answer.Mistyped _ ->
                ask(reference, text, List.of(new Refusal.Invalid("code", "receipt-mistyped")), INVALID);
            case Receipts.Answer.Wait wait ->
                ask(reference, text, List.of(new Refusal.TooMany(wait.seconds())), HttpStatus.TOO_MANY_REQUESTS);
        };
    }

    private static final HttpStatus INVALID = HttpStatus.UNPROCESSABLE_CONTENT;

    @PostMapping("/receipt/messages")
    @Anyone(WHY)
    org.springframework.web.servlet.View write(
            @RequestParam String form, @RequestParam(defaultValue = "") String text, HttpServletRequest request) {
        Optional<Token> token = cookie.read(request);
        if (token.isEmpty()) {
            return over(text);
        }
        UUID id = Uuid7.parse(form);
        try {
            return receipts.write(token.get(), id, text).isPresent() ? Redirects.to("/receipt#talk") : over(text);
        } catch (Refusal.Invalid refused) {
            return view(token.get(), text, List.of(refused)).orElseThrow().status(INVALID);
        }
    }

    @PostMapping("/receipt/sign-out")
    @Anyone("ends the session of whoever asks")
    org.springframework.web.servlet.View close(HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request).ifPresent(receipts::close);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.clear());
        return Redirects.to("/receipt");
    }

    private Optional<View> view(Token token, String text, List<Refusal> refused) {
        String form = Uuid7.at(clock.instant()).toString();
        return receipts.view(token)
                .map(opened -> View.of("reporting/receipt")
                        .with("view", opened)
                        .with("form", form)
                        .with("text", text)
                        .with("refused", refused));
    }

    private static View over(String text) {
        return ask("", text, List.of(new Refusal.WrongState("receipt-over")), HttpStatus.CONFLICT);
    }

    private static View ask(String reference, String text, List<Refusal> refused, HttpStatus status) {
        return View.of("reporting/ask")
                .with("reference", reference)
                .with("text", text)
                .with("refused", refused)
                .status(status);
    }
}
