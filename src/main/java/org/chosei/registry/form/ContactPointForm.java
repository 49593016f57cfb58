package org.chosei.registry.form;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filled contact-point form as it was understood. What was not filled in is null; what is malformed is still here, with
 * a problem beside it.
 *
 * @param charset what read the text without loss, null if nothing did or the text came without bytes
 * @param language of the labels; null if no label was found
 */
public record ContactPointForm(
        @Nullable String charset,
        @Nullable FormLanguage language,
        Team team,
        PrimaryContact primaryContact,
        Consent consent,
        List<FormProblem> problems) {

    /** The organisation and its team's mailbox. E-mail and phone are folded to plain characters. */
    public record Team(
            @Nullable String organizationName,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String postalAddress) {}

    /** The person who answers for the team. E-mail and phone are folded to plain characters. */
    public record PrimaryContact(
            @Nullable String name,
            @Nullable String affiliation,
            @Nullable String title,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String postalAddress) {}

    /** Reads text against the form that is shipped. */
    public static ContactPointForm read(String text) {
        return new FormReader(FormTemplate.contactPoint()).read(text, null);
    }

    /** How many fields were filled in; 0 means that the text is no filled form. */
    public int filled() {
        return (int) Stream.of(
                        team.organizationName(),
                        team.email(),
                        team.phone(),
                        team.postalAddress(),
                        primaryContact.name(),
                        primaryContact.affiliation(),
                        primaryContact.title(),
                        primaryContact.email(),
                        primaryContact.phone(),
                        primaryContact.postalAddress())
                .filter(Objects::nonNull)
                .count();
    }

    static ContactPointForm of(
            @Nullable String charset,
            @Nullable FormLanguage language,
            Map<FormField, String> values,
            Consent consent,
            List<FormProblem> problems) {
        Map<FormField, String> known = new EnumMap<>(FormField.class);
        known.putAll(values);
        Team team = new Team(
                known.get(FormField.ORGANIZATION_NAME),
                known.get(FormField.TEAM_EMAIL),
                known.get(FormField.TEAM_PHONE),
                known.get(FormField.TEAM_POSTAL_ADDRESS));
        PrimaryContact contact = new PrimaryContact(
                known.get(FormField.NAME),
                known.get(FormField.AFFILIATION),
                known.get(FormField.TITLE),
                known.get(FormField.CONTACT_EMAIL),
                known.get(FormField.CONTACT_PHONE),
                known.get(FormField.CONTACT_POSTAL_ADDRESS));
        return new ContactPointForm(charset, language, team, contact, consent, List.copyOf(problems));
    }
}
