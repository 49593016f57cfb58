package org.chosei.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of the words of a form that has a draft. The room that knows people implements it; this room lies below and
 * only tells.
 */
public interface FormWords {
    /** The field that names the form; only a form that has it is kept. */
    String FORM = "_draft";

    /** The field in which a script names the draft that it saved; empty when there is none yet. */
    String ID = "_draft-id";

    /** The field with the path of the page on which the form is. */
    String PAGE = "_draft-page";

    /**
     * Keeps what was sent by somebody whose session has run out, for that person alone.
     *
     * @return where the sender finds it after signing in; empty when nothing could be kept
     */
    Optional<String> keep(HttpServletRequest request);

    /**
     * Keeps what the acting person sent and was refused, for the page that says so shows the form no more.
     *
     * @return where the words are found; empty when they could not be kept
     */
    Optional<String> refused(HttpServletRequest request);

    /** A form was taken: its draft, which the acting person saved under this id, is not needed any more. */
    void taken(String draft);

    /** Whether a field of this name holds a password, which is kept nowhere and written into no page. */
    static boolean secret(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return folded.contains("password") || Set.of("again", "old").contains(folded);
    }
}
