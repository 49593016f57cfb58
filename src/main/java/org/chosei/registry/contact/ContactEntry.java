package org.chosei.registry.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.chosei.mail.MailCharset;
import org.chosei.registry.Contact;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a contact as they are typed, kept in a request for change, and shown side by side.
 *
 * @param further one address a line; of a team only
 * @param encrypted {@code yes} when encrypted mail must not be passed on in clear, else empty; of a team only
 */
public record ContactEntry(
        String name,
        String affiliation,
        String title,
        String email,
        String phone,
        String fax,
        String postal,
        String language,
        String charset,
        String honorific,
        String hours,
        String further,
        String encrypted) {
    private static final String YES = "yes";
    private static final String NO = "";

    /** A request from before there was a choice of one of the fields holds none. */
    public ContactEntry {
        charset = Objects.requireNonNullElse(charset, MailCharset.UTF_8.label());
        further = Objects.requireNonNullElse(further, "");
        encrypted = YES.equals(encrypted) ? YES : NO;
    }

    /** The further addresses, none of them empty. */
    public List<String> furtherAddresses() {
        return further.lines().filter(line -> !line.isBlank()).toList();
    }

    /** Whether encrypted mail must not be passed on in clear. */
    boolean onlyEncrypted() {
        return encrypted.equals(YES);
    }

    /** By the key of their label, in the order in which people read them. */
    private static final Map<String, Function<ContactEntry, String>> FIELDS = new java.util.LinkedHashMap<>();

    static {
        FIELDS.put("person", ContactEntry::name);
        FIELDS.put("affiliation", ContactEntry::affiliation);
        FIELDS.put("title", ContactEntry::title);
        FIELDS.put("email", ContactEntry::email);
        FIELDS.put("further", ContactEntry::further);
        FIELDS.put("encrypted", ContactEntry::encrypted);
        FIELDS.put("phone", ContactEntry::phone);
        FIELDS.put("fax", ContactEntry::fax);
        FIELDS.put("postal", ContactEntry::postal);
        FIELDS.put("language", ContactEntry::language);
        FIELDS.put("charset", ContactEntry::charset);
        FIELDS.put("honorific", ContactEntry::honorific);
        FIELDS.put("hours", ContactEntry::hours);
    }

    /** A form that nobody filled in yet, with what is usual for the role. */
    public static ContactEntry blank(Contact.Role role) {
        String honorific = Contact.Honorific.of(role).name();
        return new ContactEntry("", "", "", "", "", "", "", "ja", MailCharset.UTF_8.label(), honorific, "", "", NO);
    }

    public static ContactEntry of(Contact contact) {
        return new ContactEntry(
                contact.name(),
                contact.affiliation(),
                contact.title(),
                contact.email(),
                contact.phone(),
                contact.fax(),
                contact.postalAddress(),
                contact.language().getLanguage(),
                contact.charset().label(),
                contact.honorific().name(),
                contact.officeHours(),
                String.join("\n", contact.further()),
                contact.onlyEncrypted() ? YES : NO);
    }

    /** A field that becomes another; {@code was} is empty where there was nothing. */
    public record Difference(String field, String was, String will) {}

    /** What differs between a contact as it was and as it will be; null is a contact that is not there. */
    static List<Difference> between(@Nullable ContactEntry was, @Nullable ContactEntry will) {
        List<Difference> differences = new ArrayList<>();
        FIELDS.forEach((field, read) -> {
            String before = was == null ? "" : read.apply(was);
            String after = will == null ? "" : read.apply(will);
            if (!before.equals(after)) {
                differences.add(new Difference(field, before, after));
            }
        });
        return differences;
    }
}
