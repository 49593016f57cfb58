package org.chosei.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Anyone;
import org.chosei.access.OutOfRoom;
import org.chosei.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns refusals and failures into a page that says what, why and who can change it. */
@ControllerAdvice
@Controller
class Errors implements ErrorController {
    static final String SLUG = "org.chosei.refusal";
    /** SQLSTATEs of characters that PostgreSQL's text and JSON do not have. */
    private static final Set<String> UNTEXT = Set.of("22021", "22P05");

    /** Refusals whose one argument is their number in the log. */
    private static final Set<String> NOTED = Set.of("failure", "no-room");
    /** After so long it is worth another try. */
    private static final int ROOM_SECONDS = 120;

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private final ObjectProvider<FormWords> words;

    Errors(ObjectProvider<FormWords> words) {
        this.words = words;
    }

    /** A form that is answered here is not shown again: its words are kept where it has a draft. */
    @ExceptionHandler
    View refused(Refusal refusal, HttpServletRequest request) {
        boolean sent = "POST".equals(request.getMethod())
                && request.getAttribute(ScopeFilter.WHO) != null
                && request.getParameter(FormWords.FORM) != null;
        FormWords known = words.getIfAvailable();
        return sent && known != null
                ? refused(refusal).with("draft", known.refused(request).orElse(""))
                : refused(refusal);
    }

    private static View refused(Refusal refusal) {
        HttpStatus status = switch (refusal) {
            case Refusal.NotFound _ -> HttpStatus.NOT_FOUND;
            case Refusal.NotPermitted _ -> HttpStatus.FORBIDDEN;
            case Refusal.Stale _, Refusal.WrongState _ -> HttpStatus.CONFLICT;
            case Refusal.Invalid _ -> HttpStatus.UNPROCESSABLE_CONTENT;
            case Refusal.TooMany _ -> HttpStatus.TOO_MANY_REQUESTS;
        };
        return page(status, refusal.slug(), refusal.arguments().toArray());
    }

    /** An address that cannot name anything names nothing; a form field that cannot be read is a bad request. */
    @ExceptionHandler
    View unreadable(MethodArgumentTypeMismatchException mismatch) {
        return mismatch.getParameter().hasParameterAnnotation(PathVariable.class)
                ? refused(new Refusal.NotFound())
                : page(HttpStatus.BAD_REQUEST, slug(HttpStatus.BAD_REQUEST));
    }

    /**
     * Text that the database cannot hold (NUL) is bad input wherever it was typed; a full database is said, with what was typed;
     * every other failure stays one.
     */
    @ExceptionHandler
    View failed(SQLException failure, HttpServletRequest request, HttpServletResponse response) {
        if (OutOfRoom.caused(failure)) {
            return noRoom(response).with("sent", SentWords.of(request));
        }
        return UNTEXT.contains(String.valueOf(failure.getSQLState()))
                ? page(HttpStatus.BAD_REQUEST, slug(HttpStatus.BAD_REQUEST))
                : page(HttpStatus.INTERNAL_SERVER_ERROR, "failure", note(failure));
    }

    /** What the container or the framework refused before a handler ran: unknown paths, expired forms, failures. */
    @RequestMapping("/error")
    @Anyone("an error page shows nothing but the error")
    View failed(HttpServletRequest request, HttpServletResponse response) {
        Object code = request.getAttribute("jakarta.servlet.error.status_code");
        HttpStatus status = code instanceof Integer number ? HttpStatus.valueOf(number) : HttpStatus.NOT_FOUND;
        Object slug = request.getAttribute(SLUG);
        if (slug != null) {
            return page(status, slug.toString());
        }
        if (status.is5xxServerError()) {
            Object cause = request.getAttribute("jakarta.servlet.error.exception");
            return cause instanceof Throwable thrown && OutOfRoom.caused(thrown)
                    ? noRoom(response)
                    : page(status, "failure", note(cause));
        }
        return page(status, slug(status));
    }

    /** It passes as soon as somebody makes room, without a restart. In one line: the log may lie on the same full disk. */
    private static View noRoom(HttpServletResponse response) {
        String number = number();
        LOG.error("failure {}: the database has no room left", number);
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(ROOM_SECONDS));
        return page(HttpStatus.SERVICE_UNAVAILABLE, "no-room", number);
    }

    private static String slug(HttpStatus status) {
        return switch (status) {
            case CONTENT_TOO_LARGE -> "too-large";
            case BAD_REQUEST -> "bad-request";
            case METHOD_NOT_ALLOWED -> "method";
            default -> "not-found";
        };
    }

    /** A failure's number, in the page and in the log, so that the operator finds what the reader reports. */
    private static String note(@Nullable Object cause) {
        String number = number();
        LOG.error("failure {}", number, cause instanceof Throwable thrown ? thrown : null);
        return number;
    }

    private static String number() {
        return UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    /** Every refusal has a number too: whoever asks about it is found in the log. */
    private static View page(HttpStatus status, String slug, Object... arguments) {
        String number = NOTED.contains(slug) && arguments.length == 1 ? arguments[0].toString() : number();
        LOG.info("refused {} {} {}", number, status.value(), slug);
        return View.of("web/error")
                .with("slug", slug)
                .with("number", number)
                .with("arguments", java.util.List.of(arguments))
                .status(status);
    }
}
