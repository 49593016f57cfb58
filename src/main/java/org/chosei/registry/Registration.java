package org.chosei.registry;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.form.Consent;
import org.chosei.registry.form.FormField;
import org.chosei.registry.form.FormProblem;
import org.chosei.registry.form.FormTemplate;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * A contact-point form that somebody handed in, as it was understood; the original is kept sealed, byte for byte.
 *
 * @param sender the From address of the mail, which proves nothing; null for the web form
 * @param sha256 of the original, lower-case hex
 * @param form the blank form that it was read by
 * @param problems what its sender should look at
 * @param steps what became of it, oldest first, never empty
 */
public record Registration(
        UUID id,
        String number,
        Source source,
        @Nullable String sender,
        SealedId original,
        String sha256,
        Locale language,
        FormTemplate form,
        Map<FormField, String> answers,
        Consent consent,
        List<FormProblem> problems,
        Instant receivedAt,
        List<Step> steps) {
    /** The number of the consent in mails. */
    public static final String CONSENT_ITEM = "0";

    private static final Set<FormProblem.Code> GAPS =
            Set.of(FormProblem.Code.MISSING, FormProblem.Code.MALFORMED, FormProblem.Code.UNREADABLE);

    /** How it came. */
    public enum Source {
        MAIL,
        WEB
    }

    /** Where a registration stands. */
    public enum State {
        /** Waits for review. */
        RECEIVED,
        /** Waits for what is missing; nothing is lost. */
        INCOMPLETE,
        ACCEPTED,
        REFUSED
    }

    /**
     * One thing that became of it.
     *
     * @param by who did it, as the ledger names actors
     * @param reason why it was refused, or which items were asked for
     */
    public record Step(
            UUID id,
            State state,
            Instant at,
            String by,
            @Nullable OrganisationId organisation,
            @Nullable String reason) {}

    public Step newest() {
        return steps.getLast();
    }

    /** Whether a person still has to decide. */
    public boolean open() {
        return switch (newest().state()) {
            case RECEIVED, INCOMPLETE -> true;
            case ACCEPTED, REFUSED -> false;
        };
    }

    public String answer(FormField field) {
        return answers.getOrDefault(field, "");
    }

    /** The items to ask for: the numbers of the form, and 0 for the consent. */
    public List<String> gaps() {
        return asked().stream().map(Gap::item).toList();
    }

    /**
     * An item to ask for.
     *
     * @param item its number, 0 for the consent
     * @param why null for the consent, of which {@link Registration#consent()} tells
     */
    public record Gap(String item, @Nullable FormProblem why) {}

    /** The items to ask for, each with what is wrong with it; the consent first. */
    public List<Gap> asked() {
        Stream<Gap> agreed =
                consent.state() == Consent.State.INTACT ? Stream.empty() : Stream.of(new Gap(CONSENT_ITEM, null));
        Stream<Gap> items = problems.stream()
                .filter(problem -> GAPS.contains(problem.code()))
                .flatMap(problem ->
                        FormField.ofPath(problem.field()).stream().map(field -> new Gap(form.item(field), problem)));
        return Stream.concat(agreed, items).toList();
    }

    /** The fields of the items to ask for. */
    List<FormField> missing() {
        return problems.stream()
                .filter(problem -> GAPS.contains(problem.code()))
                .flatMap(problem -> FormField.ofPath(problem.field()).stream())
                .toList();
    }

    /** What our mail says of them, in both languages. */
    List<String> sentences() {
        return problems.stream()
                .flatMap(problem -> Stream.of(problem.ja(), problem.en()))
                .toList();
    }

    /** Where to answer: the team if its address can be written to, else the person, else whoever sent it. */
    public Optional<String> answerTo() {
        return Stream.of(answer(FormField.TEAM_EMAIL), answer(FormField.CONTACT_EMAIL), sender == null ? "" : sender)
                .filter(Words::isAddress)
                .findFirst();
    }
}
