package org.chosei.registry.keywords;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The versions of the keyword list. A version is made as a whole and never changed, so what was answered stays clear. */
@Component
@Transactional
public class KeywordLists {
    private static final int LONGEST = 2000;

    private final KeywordStore store;
    private final Ledger ledger;

    KeywordLists(KeywordStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    /** The newest version, which is the one that is asked. */
    @Transactional(readOnly = true)
    public KeywordList current() {
        return store.find(newest()).orElseThrow(Refusal.NotFound::new);
    }

    /** All versions without their keywords, newest first. */
    @Transactional(readOnly = true)
    public List<KeywordList> versions() {
        return store.versions();
    }

    /** One version, as it stays, or "not found". */
    @Transactional(readOnly = true)
    public KeywordList get(int version) {
        return store.find(version).orElseThrow(Refusal.NotFound::new);
    }

    /** A list as the table in which it is edited (CSV). */
    public static String table(KeywordList list) {
        return KeywordTable.write(list.keywords());
    }

    /**
     * A version as somebody wrote it.
     *
     * @param after the newest version that the writer saw
     * @param table CSV
     * @param changesJa what is different, for those who are asked
     */
    public record Draft(int after, String table, String changesJa, String changesEn) {}

    /**
     * What a draft would do.
     *
     * @param added are asked of everybody
     * @param changed are asked again
     * @param reworded keep their answers, as the writer said
     * @param dropped are no longer asked
     */
    public record Look(
            List<Keyword> keywords,
            List<Keyword> added,
            List<Keyword> changed,
            List<Keyword> reworded,
            List<Keyword> dropped,
            List<Refusal.Invalid> problems) {

        /** Nothing that a reader of the list would see. */
        boolean same(KeywordList before) {
            return keywords.equals(before.keywords());
        }
    }

    /** Compares a draft with the list as it is. */
    @Transactional(readOnly = true)
    public Look look(Draft draft) {
        KeywordList before = current();
        KeywordTable.Read read = KeywordTable.read(draft.table());
        Map<String, Keyword> was = before.byCode();
        List<Keyword> keywords = new ArrayList<>();
        List<Keyword> added = new ArrayList<>();
        List<Keyword> changed = new ArrayList<>();
        List<Keyword> reworded = new ArrayList<>();
        int next = before.version() + 1;
        for (Keyword each : read.keywords()) {
            Keyword old = was.remove(each.code());
            boolean keeps =
                    old != null && (each.asksAs(old) || read.sameMeaning().contains(each.code()));
            Keyword now = each.askedSince(keeps && old != null ? old.askedSince() : next);
            keywords.add(now);
            if (old == null) {
                added.add(now);
            } else if (!keeps) {
                changed.add(now);
            } else if (!each.asksAs(old)) {
                reworded.add(now);
            }
        }
        List<Refusal.Invalid> problems = new ArrayList<>(read.problems());
        Look look = new Look(keywords, added, changed, reworded, List.copyOf(was.values()), problems);
        if (problems.isEmpty() && look.same(before)) {
            problems.add(new Refusal.Invalid("table", "keyword-same"));
        }
        return look;
    }

    /** Makes the next version of it, or refuses. Staff only. */
    public int publish(Draft draft) {
        store.lock();
        if (newest() != draft.after()) {
            throw new Refusal.Stale("keyword-version-newer");
        }
        String ja = words("changesJa", draft.changesJa());
        String en = words("changesEn", draft.changesEn());
        Look look = look(draft);
        if (!look.problems().isEmpty()) {
            throw look.problems().getFirst();
        }
        int version = draft.after() + 1;
        store.add(version, ja, en, look.keywords());
        ledger.append(Entry.ofInstallation("keywords.published")
                .about("version", version)
                .about("keywords", look.keywords().size())
                .about("added", look.added().size())
                .about("changed", look.changed().size())
                .about("dropped", look.dropped().size()));
        return version;
    }

    private int newest() {
        return store.versions().stream()
                .mapToInt(KeywordList::version)
                .findFirst()
                .orElse(0);
    }

    private static String words(String field, String typed) {
        String words = JapaneseText.withoutControls(typed).strip();
        if (words.isEmpty()
                || JapaneseText.codePoints(words) > LONGEST
                || !JapaneseText.withVisibleBidi(words).equals(words)) {
            throw new Refusal.Invalid(field, "keyword-changes", LONGEST);
        }
        return words;
    }
}
