package org.chosei.command;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.chosei.kernel.JapaneseText;
import org.chosei.registry.form.ContactPointForm;
import org.chosei.registry.form.ContactPointForm.PrimaryContact;
import org.chosei.registry.form.ContactPointForm.Team;
import org.chosei.registry.form.FormField;
import org.chosei.registry.form.FormLanguage;
import org.chosei.registry.form.FormProblem;
import org.chosei.registry.form.FormSection;
import org.chosei.registry.form.FormTemplate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a form that was read as a line of JSON, or as text for the terminal. */
final class FormPrinter {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final FormTemplate template;
    private final Locale locale;
    private final ResourceBundle messages;

    FormPrinter(FormTemplate template, Locale locale) {
        this.template = template;
        this.locale = locale.getLanguage().equals("ja") ? Locale.JAPANESE : Locale.ENGLISH;
        this.messages = ResourceBundle.getBundle(
                "messages.command",
                this.locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String json(String file, ContactPointForm form) {
        ObjectNode line = JSON.createObjectNode();
        line.put("file", file);
        line.put("charset", form.charset());
        FormLanguage language = form.language();
        line.put("language", language == null ? null : lower(language));
        for (FormSection section : FormSection.values()) {
            ObjectNode part = line.putObject(section.key());
            for (FormField field : FormField.values()) {
                if (field.section() == section) {
                    part.put(field.key(), value(form, field));
                }
            }
        }
        line.put("consent", lower(form.consent().state()));
        var problems = line.putArray("problems");
        for (FormProblem problem : form.problems()) {
            problems.addObject()
                    .put("field", problem.field())
                    .put("code", problem.code().key())
                    .put("message", problem.message(locale));
        }
        return JSON.writeValueAsString(line);
    }

    String text(String file, ContactPointForm form) {
        StringBuilder text = new StringBuilder(shown(file)).append('\n');
        if (form.problems().stream().noneMatch(problem -> problem.field().equals("file"))) {
            fields(form, text);
        }
        form.problems()
                .forEach(problem ->
                        text.append("  ! ").append(problem.message(locale)).append('\n'));
        return text.toString();
    }

    /** A file that could not be read has none: a list of empty fields would look like an empty form. */
    private void fields(ContactPointForm form, StringBuilder text) {
        for (FormTemplate.Section section : template.sections()) {
            text.append("  ").append(name(section.ja(), section.en())).append('\n');
            for (FormTemplate.Entry entry : section.entries()) {
                String value = value(form, entry.field());
                text.append("    %d. %s: %s%n"
                        .formatted(entry.number(), name(entry.ja(), entry.en()), value == null ? "-" : shown(value)));
            }
        }
        text.append("  ")
                .append(messages.getString(
                        "form.consent." + lower(form.consent().state())))
                .append('\n');
    }

    private static @Nullable String value(ContactPointForm form, FormField field) {
        Team team = form.team();
        PrimaryContact contact = form.primaryContact();
        return switch (field) {
            case ORGANIZATION_NAME -> team.organizationName();
            case TEAM_EMAIL -> team.email();
            case TEAM_PHONE -> team.phone();
            case TEAM_POSTAL_ADDRESS -> team.postalAddress();
            case NAME -> contact.name();
            case AFFILIATION -> contact.affiliation();
            case TITLE -> contact.title();
            case CONTACT_EMAIL -> contact.email();
            case CONTACT_PHONE -> contact.phone();
            case CONTACT_POSTAL_ADDRESS -> contact.postalAddress();
        };
    }

    private String name(List<String> ja, List<String> en) {
        return locale.equals(Locale.JAPANESE) ? ja.getFirst() : en.getFirst();
    }

    /** Terminals obey control characters and turn text around. */
    private static String shown(String text) {
        return JapaneseText.withVisibleBidi(JapaneseText.withoutControls(text));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
