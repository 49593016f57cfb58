package org.chosei.identity;

import java.util.regex.Pattern;
import org.chosei.kernel.Refusal;

/** The form of people's names: any script, one line, no address, nothing invisible that would reorder the text around it. */
final class PersonName {
    private static final Pattern FORM = Pattern.compile(
            "(?!.*://)[^\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]{1,120}");

    private PersonName() {}

    static String require(String typed) {
        String name = typed.strip();
        if (!FORM.matcher(name).matches()) {
            throw new Refusal.Invalid("name", "name-form");
        }
        return name;
    }
}
