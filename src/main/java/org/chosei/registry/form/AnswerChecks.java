package org.chosei.registry.form;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.chosei.registry.form.FormField.Kind;
import org.chosei.registry.form.FormProblem.Code;

/** Folds the answers where they are folded, and says what their sender should look at. */
final class AnswerChecks {
    /** What is left of text that passed through a charset that did not have its characters. */
    private static final Pattern LOST = Pattern.compile("\uFFFD|[縺繧繝蜷譁].?[縺繧繝蜷譁]|^[\\s?？]*+$");

    private static final Pattern SAME =
            Pattern.compile("同上|上記?[にと]同じ|同じ|(the)?same(as(the)?(above|team))?|ditto|seeabove");

    private static final Pattern POSTAL_LIKE = Pattern.compile(".*(〒|\\d{3}-\\d{4}|[都道府県市区町村郡丁目番地]|\\d.*,|,.*\\d).*");

    private final Map<FormField, String> values = new EnumMap<>(FormField.class);
    private final List<FormProblem> problems = new ArrayList<>();

    AnswerChecks(FormTemplate template, Map<FormField, String> written) {
        for (FormTemplate.Entry entry : template.entries()) {
            String answer = written.get(entry.field());
            if (answer == null) {
                problems.add(FormProblem.of(entry, Code.MISSING, "missing"));
            } else {
                check(entry, answer, written);
            }
        }
    }

    /** Every answer, folded where its field is. */
    Map<FormField, String> values() {
        return values;
    }

    List<FormProblem> problems() {
        return problems;
    }

    /** Whether folded text may be an answer of that kind, for text that stands apart from its label. */
    static boolean looksLike(Kind kind, String folded) {
        return switch (kind) {
            case TEXT -> false;
            case EMAIL -> EmailAnswer.read(folded).complete();
            case PHONE -> PhoneAnswer.isComplete(folded);
            case POSTAL -> folded.length() < 300 && POSTAL_LIKE.matcher(folded).matches();
        };
    }

    /** "Same as above" in the person's address means the team's. */
    private static String meant(FormField field, String answer, Map<FormField, String> written) {
        boolean same = field == FormField.CONTACT_POSTAL_ADDRESS
                && SAME.matcher(Labels.words(answer)).matches();
        return same ? written.getOrDefault(FormField.TEAM_POSTAL_ADDRESS, answer) : answer;
    }

    private void check(FormTemplate.Entry entry, String typed, Map<FormField, String> written) {
        String answer = meant(entry.field(), typed, written);
        values.put(entry.field(), answer);
        switch (entry.field().kind()) {
            case EMAIL -> email(entry, EmailAnswer.read(answer), written);
            case PHONE -> phone(entry, PhoneAnswer.folded(answer));
            case POSTAL ->
                text(entry, answer, answer.contains("@") || Labels.words(answer).length() < 4, "postal");
            case TEXT -> text(entry, answer, Labels.words(answer).isEmpty(), "text");
        }
    }

    private void email(FormTemplate.Entry entry, EmailAnswer email, Map<FormField, String> written) {
        values.put(entry.field(), email.value());
        if (LOST.matcher(email.value()).find()) {
            add(entry, Code.UNREADABLE, "unreadable");
        } else if (!email.complete()) {
            add(entry, Code.MALFORMED, "malformed.email");
        } else {
            if (entry.field() == FormField.TEAM_EMAIL && email.looksPersonal(written)) {
                add(entry, Code.PERSONAL_ADDRESS, "personal-address");
            }
            if (email.isFreemail()) {
                add(entry, Code.FREEMAIL, "freemail");
            }
        }
    }

    private void phone(FormTemplate.Entry entry, String phone) {
        values.put(entry.field(), phone);
        if (LOST.matcher(phone).find()) {
            add(entry, Code.UNREADABLE, "unreadable");
        } else if (!PhoneAnswer.isComplete(phone)) {
            add(entry, Code.MALFORMED, "malformed.phone");
        }
    }

    private void text(FormTemplate.Entry entry, String answer, boolean malformed, String kind) {
        if (LOST.matcher(answer).find()) {
            add(entry, Code.UNREADABLE, "unreadable");
        } else if (malformed) {
            add(entry, Code.MALFORMED, "malformed." + kind);
        }
    }

    private void add(FormTemplate.Entry entry, Code code, String message) {
        problems.add(FormProblem.of(entry, code, message));
    }
}
