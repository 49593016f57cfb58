package org.chosei.registry;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.JapaneseText;
import org.chosei.registry.ArrivedForms.Arrival;
import org.chosei.registry.Registration.Source;
import org.chosei.registry.blanks.BlankForms;
import org.chosei.registry.form.ContactPointForm;
import org.chosei.registry.form.FormField;
import org.chosei.registry.form.FormProblem;
import org.chosei.registry.form.FormTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes the form from the public page, and makes of it the same record that a mailed form becomes. */
@Component
public class RegistrationByWeb {
    /** The rest may come later, as on paper. */
    public static final Set<FormField> NEEDED = BlankForms.NEEDED;

    private static final int LONGEST = 1000;

    private final ArrivedForms arrived;
    private final BlankForms blanks;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    RegistrationByWeb(ArrivedForms arrived, BlankForms blanks, TransactionOperations transaction, InstantSource clock) {
        this.arrived = arrived;
        this.blanks = blanks;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What keeps the form from being sent; advice that keeps nothing is not among it. */
    public List<FormProblem> problems(Map<FormField, String> answers) {
        return ContactPointForm.typed(blanks.current(), answers, true).problems().stream()
                .filter(RegistrationByWeb::stops)
                .map(problem -> problem.code() == FormProblem.Code.MISSING ? problem.required() : problem)
                .toList();
    }

    /** Whether every answer has a length that somebody could have meant. */
    public boolean fits(Map<FormField, String> answers) {
        return answers.values().stream().allMatch(answer -> JapaneseText.codePoints(answer) <= LONGEST);
    }

    /**
     * Keeps a form without problems and with its consent; the number is the reference to give out.
     *
     * @param form the id that the page gave this form, so that a second click is no second registration
     * @param address where it comes from, as a literal IP address
     * @throws org.chosei.kernel.Refusal.TooMany after many forms, of this network or of all
     */
    public String take(UUID form, Map<FormField, String> answers, String address) {
        FormTemplate template = blanks.current();
        byte[] original = text(template, answers).getBytes(StandardCharsets.UTF_8);
        Arrival arrival = new Arrival("web:" + form, Source.WEB, null, original, clock.instant(), address);
        ContactPointForm typed = ContactPointForm.typed(template, answers, true);
        // A form from the page comes in as a mail does: nobody is signed in, and Chosei itself keeps it.
        return Scopes.as(
                new Scope.System(Purpose.MAIL_IN),
                () -> Objects.requireNonNull(transaction.execute(
                        _ -> arrived.take(arrival, template, typed).number())));
    }

    /** Whether this form was taken under this number: known only to the browser that handed it in. */
    public boolean isTaken(UUID form, String number) {
        return Scopes.as(
                new Scope.System(Purpose.MAIL_IN),
                () -> Objects.requireNonNull(transaction.execute(_ -> arrived.isKept("web:" + form, number))));
    }

    private static boolean stops(FormProblem problem) {
        return switch (problem.code()) {
            case MISSING ->
                FormField.ofPath(problem.field()).filter(NEEDED::contains).isPresent();
            case MALFORMED, UNREADABLE -> true;
            case PERSONAL_ADDRESS, FREEMAIL -> false;
        };
    }

    /** The filled form as text: what is kept as the original, and what a reviewer reads. */
    private static String text(FormTemplate template, Map<FormField, String> answers) {
        StringBuilder text = new StringBuilder();
        text.append(template.id()).append(' ').append(template.version()).append("\n\n");
        template.consent()
                .forEach(sentence -> text.append("[x] ").append(sentence).append('\n'));
        for (FormTemplate.Section section : template.sections()) {
            text.append("\n=== ")
                    .append(section.ja().getFirst())
                    .append(" (")
                    .append(section.en().getFirst())
                    .append(") ===\n\n");
            for (FormTemplate.Entry entry : section.entries()) {
                text.append(entry.number())
                        .append(". ")
                        .append(entry.ja().getFirst())
                        .append(" (")
                        .append(entry.en().getFirst())
                        .append(")：")
                        .append(answers.getOrDefault(entry.field(), ""))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
