package org.chosei.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.drafts.Drafts;
import org.chosei.web.FormWords;
import org.chosei.web.Redirects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps a form whose sender's session had run out among the drafts of the person whom that session names. It opens nothing to
 * whoever holds the old cookie: only that person, signed in again, reads it, and sends it again by hand.
 */
@Component
class SentForms implements FormWords {
    private static final Scope SIGN_IN = new Scope.System(Purpose.SIGN_IN);

    /** A page that sends another one was taken all the same. */
    private static final Pattern ID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final SessionCookie cookie;
    private final SessionStore sessions;
    private final Drafts drafts;
    private final TransactionOperations transaction;

    SentForms(SessionCookie cookie, SessionStore sessions, Drafts drafts, TransactionOperations transaction) {
        this.cookie = cookie;
        this.sessions = sessions;
        this.drafts = drafts;
        this.transaction = transaction;
    }

    @Override
    public Optional<String> keep(HttpServletRequest request) {
        String form = request.getParameter(FORM);
        if (form == null) {
            return Optional.empty();
        }
        Optional<UUID> kept = cookie.read(request)
                .flatMap(token -> Scopes.as(
                        SIGN_IN,
                        () -> Objects.requireNonNull(transaction.execute(_ -> sessions.runOut(token)
                                .flatMap(who -> drafts.keep(
                                        who.person(),
                                        who.organisation(),
                                        form,
                                        words(request),
                                        request.getRequestURI()))))));
        return kept.map(draft -> back(request, draft));
    }

    @Override
    public Optional<String> refused(HttpServletRequest request) {
        String form = Objects.requireNonNullElse(request.getParameter(FORM), "");
        String saved = Objects.requireNonNullElse(request.getParameter(ID), "");
        UUID before = ID_FORM.matcher(saved).matches() ? UUID.fromString(saved) : null;
        Optional<UUID> kept = Objects.requireNonNull(
                transaction.execute(_ -> drafts.refused(form, before, words(request), request.getRequestURI())));
        return kept.map(draft -> back(request, draft));
    }

    /** A page with a script puts the words back by itself; without one they are shown on a page of their own. */
    private static String back(HttpServletRequest request, UUID draft) {
        String page = request.getParameter(PAGE);
        boolean script = request.getParameter(ID) != null;
        return script && page != null ? Redirects.local(page) : "/drafts/" + draft;
    }

    private static String words(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .filter(field -> isKept(field.getKey()))
                .flatMap(field ->
                        Stream.of(field.getValue()).map(value -> encoded(field.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
    }

    /** What the frame adds is made anew, and a secret is never kept. */
    private static boolean isKept(String name) {
        return !name.startsWith("_") && !name.equalsIgnoreCase("code") && !FormWords.secret(name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void taken(String draft) {
        if (ID_FORM.matcher(draft).matches()) {
            transaction.executeWithoutResult(_ -> drafts.remove(UUID.fromString(draft)));
        }
    }
}
