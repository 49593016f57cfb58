package org.chosei.registry.contact;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Contact;
import org.chosei.registry.Words;

/** Reads the further addresses of a team: each a whole one that mail can be sent to, none twice. */
final class FurtherForm {
    private static final String FIELD = "further";

    private FurtherForm() {}

    /** @return one a line, as they are kept */
    static String read(String email, String typed) {
        List<String> all = JapaneseText.plain(typed)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (all.size() > Contact.MOST_FURTHER) {
            throw new Refusal.Invalid(FIELD, "contact-further-many", Contact.MOST_FURTHER);
        }
        Set<String> seen = new HashSet<>(Set.of(email.toLowerCase(Locale.ROOT)));
        for (String each : all) {
            if (!Words.isAddress(each)) {
                throw new Refusal.Invalid(FIELD, "contact-further-form", each);
            }
            if (!seen.add(each.toLowerCase(Locale.ROOT))) {
                throw new Refusal.Invalid(FIELD, "contact-further-twice", each);
            }
        }
        return String.join("\n", all);
    }

    /** A contact that gets no mail of cases has nothing to pass on. */
    static String none(String typed) {
        if (!typed.isBlank()) {
            throw new Refusal.Invalid(FIELD, "contact-further-team");
        }
        return "";
    }
}
