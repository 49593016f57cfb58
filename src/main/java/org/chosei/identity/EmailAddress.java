package org.chosei.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/** The form that an address must have to be looked up or written to; whether it exists, only a mail shows. */
final class EmailAddress {
    private static final Pattern FORM = Pattern.compile("[^\\s\\p{Cntrl}@<>\"(),:;\\\\]{1,64}@[A-Za-z0-9.-]{1,189}");

    private EmailAddress() {}

    static Optional<String> read(String typed) {
        String text = typed.strip();
        return FORM.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
