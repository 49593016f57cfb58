package org.chosei.mail;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number under which a recipient keeps a case itself, in mail that anybody on its way may read. It is the recipient's own
 * text and goes to nobody else; only a plain short token leaves, never a sentence.
 */
public final class OwnNumber {
    /** No blank, no bracket and no address: it stands in brackets in a subject, and leads nowhere. */
    private static final Pattern PLAIN = Pattern.compile("(?!.*//)[A-Za-z0-9][A-Za-z0-9._#/+:-]{0,63}");

    private OwnNumber() {}

    /** The number, if it may stand in such a mail. */
    public static Optional<String> plain(String number) {
        return PLAIN.matcher(number).matches() ? Optional.of(number) : Optional.empty();
    }

    /** The same as variables of a {@link ClearTemplate}: none, or the one. */
    public static Map<String, String> variables(String number) {
        return plain(number).map(own -> Map.of(ClearVariable.OWN.key(), own)).orElse(Map.of());
    }

    static boolean isPlain(String number) {
        return PLAIN.matcher(number).matches();
    }
}
