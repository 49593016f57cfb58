package org.chosei.registry.contact;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.mail.MailCharset;
import org.chosei.registry.Contact.Honorific;
import org.chosei.registry.Contact.Role;
import org.chosei.registry.Words;
import org.chosei.registry.form.ContactChecks;

/** Reads what was typed about a contact: folded where it is compared, refused where nobody could be reached by it. */
final class EntryForm {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final int POSTAL = 300;
    private static final int HOURS = 120;

    private EntryForm() {}

    static ContactEntry read(Role role, ContactEntry typed) {
        boolean person = role == Role.PRIMARY || role == Role.DEPUTY;
        String name = person ? Words.requireName("name", typed.name()) : Words.name("name", typed.name());
        String phone = number("phone", typed.phone());
        String email = JapaneseText.plain(typed.email()).strip();
        if (!email.isEmpty() || role != Role.OUT_OF_HOURS || phone.isEmpty()) {
            email = Words.requireAddress("email", email);
        }
        return new ContactEntry(
                name,
                Words.name("affiliation", typed.affiliation()),
                Words.name("title", typed.title()),
                email,
                phone,
                number("fax", typed.fax()),
                line("postal", typed.postal(), POSTAL),
                typed.language().equals("en") ? "en" : "ja",
                MailCharset.of(typed.charset()).label(),
                honorific(typed.honorific()),
                line("hours", typed.hours(), HOURS),
                role == Role.TEAM ? FurtherForm.read(email, typed.further()) : FurtherForm.none(typed.further()),
                role == Role.TEAM ? typed.encrypted() : "");
    }

    private static String number(String field, String typed) {
        return typed.isBlank()
                ? ""
                : ContactChecks.phone(typed).orElseThrow(() -> new Refusal.Invalid(field, "contact-number"));
    }

    private static String line(String field, String typed, int most) {
        String line = SPACE.matcher(JapaneseText.withoutControls(typed))
                .replaceAll(" ")
                .strip();
        if (JapaneseText.codePoints(line) > most) {
            throw new Refusal.Invalid(field, "contact-long", most);
        }
        return line;
    }

    private static String honorific(String typed) {
        return Arrays.stream(Honorific.values())
                .map(Honorific::name)
                .filter(typed::equals)
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("honorific", "contact-honorific"));
    }
}
