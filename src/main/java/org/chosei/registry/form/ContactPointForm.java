package org.chosei.registry.form;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chosei.kernel.JapaneseText;
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
        return FormReader.of(FormTemplate.contactPoint()).read(text, null);
    }

    /**
     * What was typed into the fields of a page, with the same checks as what was mailed.
     *
     * @param agreed whether the consent was ticked
     */
    public static ContactPointForm typed(FormTemplate template, Map<FormField, String> answers, boolean agreed) {
        Map<FormField, String> written = new EnumMap<>(FormField.class);
        answers.forEach((field, answer) -> {
            String value = Labels.trimmed(JapaneseText.withoutControls(answer).replace('\n', ' '));
            if (!value.isEmpty()) {
                written.put(field, value);
            }
        });
        AnswerChecks checks = new AnswerChecks(template, written);
        Consent consent = new Consent(agreed ? Consent.State.INTACT : Consent.State.MISSING, Optional.empty());
        return of(null, null, checks.values(), consent, checks.problems());
    }

    /** How many fields were filled in; 0 means that the text is no filled form. */
    public int filled() {
        return answers().size();
    }

    /** The fields that were filled in, in the order of the form. */
    public Map<FormField, String> answers() {
        Map<FormField, String> answers = new EnumMap<>(FormField.class);
        put(answers, FormField.ORGANIZATION_NAME, team.organizationName());
        put(answers, FormField.TEAM_EMAIL, team.email());
        put(answers, FormField.TEAM_PHONE, team.phone());
        put(answers, FormField.TEAM_POSTAL_ADDRESS, team.postalAddress());
        put(answers, FormField.NAME, primaryContact.name());
        put(answers, FormField.AFFILIATION, primaryContact.affiliation());
        put(answers, FormField.TITLE, primaryContact.title());
        put(answers, FormField.CONTACT_EMAIL, primaryContact.email());
        put(answers, FormField.CONTACT_PHONE, primaryContact.phone());
        put(answers, FormField.CONTACT_POSTAL_ADDRESS, primaryContact.postalAddress());
        return answers;
    }

    private static void put(Map<FormField, String> answers, FormField field, @Nullable String answer) {
        if (answer != null) {
            answers.put(field, answer);
        }
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
