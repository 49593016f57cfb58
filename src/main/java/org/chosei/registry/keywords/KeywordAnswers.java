package org.chosei.registry.keywords;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chosei.access.Scopes;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What organisations answered. Answers refer to the version for which they were given, and each stays when a newer comes. */
@Component
@Transactional
public class KeywordAnswers {
    private static final int LONGEST_NOTE = 300;
    private static final String BETWEEN = "\t";

    private final AnswerStore store;
    private final KeywordLists lists;
    private final Vault vault;
    private final Ledger ledger;

    KeywordAnswers(AnswerStore store, KeywordLists lists, Vault vault, Ledger ledger) {
        this.store = store;
        this.lists = lists;
        this.vault = vault;
        this.ledger = ledger;
    }

    /** The newest list with what this organisation answered; the notes are opened. */
    public Questionnaire of(OrganisationId organisation) {
        KeywordList list = lists.current();
        Map<String, Given> newest = newest(given(organisation, list, Set.of(), OpenPurpose.READ));
        return Questionnaire.of(
                list,
                list.keywords().stream()
                        .map(each -> Question.of(each, newest.get(each.code()), list.version()))
                        .toList());
    }

    /**
     * A question as the form sends it back.
     *
     * @param shown the id of the answer that stood in the form, or empty
     * @param answer the name of an {@link Answer}, or empty for none
     */
    public record Typed(String shown, String answer, String note) {}

    /**
     * Keeps what the acting person changed in the form, and nothing else: what a colleague answered meanwhile stays.
     *
     * @param version of the list that the form showed
     * @param typed by code
     * @return how many answers are new
     */
    public int give(int version, Map<String, Typed> typed) {
        OrganisationId organisation = Scopes.person().organisation();
        KeywordList list = lists.get(version);
        store.lock(organisation);
        Set<UUID> seen = typed.values().stream()
                .map(Typed::shown)
                .filter(shown -> !shown.isEmpty())
                .map(Uuid7::parse)
                .collect(Collectors.toSet());
        List<Given> before = given(organisation, list, seen, OpenPurpose.WORK);
        Map<String, Given> newest = newest(before);
        Map<UUID, Given> byId = before.stream().collect(Collectors.toMap(Given::id, Function.identity()));
        List<AnswerStore.New> answers = new ArrayList<>();
        Map<String, String> notes = new HashMap<>();
        for (Keyword keyword : list.keywords()) {
            Typed each = typed.get(keyword.code());
            if (each == null) {
                continue;
            }
            Answer answer = read(each.answer());
            String note = note(keyword.code(), each.note());
            Given shown = each.shown().isEmpty() ? null : byId.get(Uuid7.parse(each.shown()));
            Given now = newest.get(keyword.code());
            boolean untouched = said(shown, keyword, answer, note);
            if (!untouched && !said(now, keyword, answer, note)) {
                answers.add(new AnswerStore.New(keyword.code(), answer, !note.isEmpty()));
                notes.put(keyword.code(), note);
            }
        }
        keep(organisation, version, answers, notes);
        return answers.size();
    }

    /** Whether the form would have said the same by itself: an answer to an older meaning is not set in it. */
    private static boolean said(@Nullable Given given, Keyword keyword, @Nullable Answer answer, String note) {
        if (given == null) {
            return answer == null && note.isEmpty();
        }
        boolean holds = given.version() >= keyword.askedSince();
        return given.says(answer, note) && holds
                || !holds && answer == null && given.note().equals(note);
    }

    private void keep(
            OrganisationId organisation, int version, List<AnswerStore.New> answers, Map<String, String> notes) {
        if (answers.isEmpty()) {
            return;
        }
        String lines = answers.stream()
                .filter(AnswerStore.New::noted)
                .map(each -> each.code() + BETWEEN + Objects.requireNonNull(notes.get(each.code())))
                .collect(Collectors.joining("\n"));
        SealedId sealed = lines.isEmpty() ? null : vault.seal(organisation, lines.getBytes(UTF_8));
        store.add(organisation, version, answers, sealed);
        ledger.append(Entry.ofInstallation("keywords.answered")
                .about("organisation", organisation)
                .about("version", version)
                .about("answers", answers.size()));
    }

    /** What stands now and what somebody saw; of the rest of the history no note is opened. */
    private List<Given> given(OrganisationId organisation, KeywordList list, Set<UUID> seen, OpenPurpose purpose) {
        List<AnswerStore.Row> rows = store.of(organisation, list.byCode().keySet(), seen);
        List<SealedId> sealed = rows.stream()
                .map(AnswerStore.Row::note)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<SealedId, Opened> opened = sealed.isEmpty() ? Map.of() : vault.open(purpose, sealed);
        return rows.stream()
                .map(row -> new Given(
                        row.id(),
                        row.code(),
                        row.answer(),
                        noteOf(row.code(), row.note() == null ? null : opened.get(row.note())),
                        row.version(),
                        row.at(),
                        row.by()))
                .toList();
    }

    private static String noteOf(String code, @Nullable Opened notes) {
        return notes == null
                ? ""
                : notes.text()
                        .lines()
                        .filter(line -> line.startsWith(code + BETWEEN))
                        .map(line -> line.substring(code.length() + 1))
                        .findFirst()
                        .orElse("");
    }

    private static Map<String, Given> newest(List<Given> oldestFirst) {
        Map<String, Given> newest = new HashMap<>();
        oldestFirst.forEach(each -> newest.put(each.code(), each));
        return newest;
    }

    private static @Nullable Answer read(String name) {
        for (Answer each : Answer.values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        if (!name.isEmpty()) {
            throw new Refusal.Invalid("", "keyword-answer");
        }
        return null;
    }

    private static String note(String code, String typed) {
        String note = JapaneseText.withoutControls(typed)
                .replace('\n', ' ')
                .replace('\t', ' ')
                .strip();
        if (JapaneseText.codePoints(note) > LONGEST_NOTE) {
            throw new Refusal.Invalid("note." + code, "keyword-note", LONGEST_NOTE);
        }
        return note;
    }
}
