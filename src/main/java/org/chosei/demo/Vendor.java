package org.chosei.demo;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A vendor of the cast; what it gets along the way is set by the step that gives it. */
public final class Vendor {
    final String nameJa;
    final String nameEn;
    final String domain;
    final String contactName;
    final Locale language;
    final OpenPgpUser openPgp;

    private @Nullable String id;
    private @Nullable Person person;

    Vendor(String nameJa, String nameEn, String domain, String contactName, Locale language, OpenPgpUser openPgp) {
        this.nameJa = nameJa;
        this.nameEn = nameEn;
        this.domain = domain;
        this.contactName = contactName;
        this.language = language;
        this.openPgp = openPgp;
    }

    String name() {
        return nameJa.isEmpty() ? nameEn : nameJa;
    }

    String team() {
        return "psirt@" + domain;
    }

    String contact() {
        return "contact@" + domain;
    }

    /** The ten answers of the registration form. */
    List<String> answers() {
        boolean ja = language.equals(Locale.JAPANESE);
        return List.of(
                name(),
                team(),
                ja ? "03-5555-0100" : "+81 3 5555 0100",
                ja ? "〒100-0001 東京都千代田区見本町1-2-3" : "1-2-3 Sample Street, Chiyoda, Tokyo 100-0001, Japan",
                contactName,
                ja ? "品質保証部 製品セキュリティ課" : "Product Security",
                ja ? "課長" : "Manager",
                contact(),
                ja ? "03-5555-0101" : "+81 3 5555 0101",
                ja ? "〒100-0001 東京都千代田区見本町1-2-3 5階" : "1-2-3 Sample Street, 5th floor, Chiyoda, Tokyo 100-0001");
    }

    void accepted(String organisation) {
        id = organisation;
    }

    void joined(Person responsible) {
        person = responsible;
    }

    /** The organisation's id, from when its registration was accepted. */
    String id() {
        return java.util.Objects.requireNonNull(id, "not registered yet");
    }

    /** The responsible person, from when the invitation was followed. */
    public Person person() {
        return java.util.Objects.requireNonNull(person, "nobody joined yet");
    }
}
