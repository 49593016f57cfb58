package org.chosei.agreements;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.chosei.agreements.Versions.Version;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The versions of the documents. A version is made in both languages and never changed, so what was signed stays. */
@Component
@Transactional
public class TextVersions {
    static final int LONGEST = 100_000;
    static final int LONGEST_GRACE = 365;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private final TextStore texts;
    private final Ledger ledger;
    private final InstantSource clock;

    TextVersions(TextStore texts, Ledger ledger, InstantSource clock) {
        this.texts = texts;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A version as somebody wrote it.
     *
     * @param after the newest version that the writer saw
     * @param from when it comes into force; null means at once
     */
    public record Draft(
            AgreementKind kind,
            int after,
            String ja,
            String en,
            @Nullable Instant from,
            int graceDays) {

        /** Browsers send CR LF; the hash is over what is kept, so lines end in one way. */
        public Draft {
            ja = ja.replace("\r\n", "\n");
            en = en.replace("\r\n", "\n");
        }
    }

    /** Every version of each kind. */
    @Transactional(readOnly = true)
    public Map<AgreementKind, Versions> all() {
        return texts.versions();
    }

    /** Refuses what could not be kept. */
    @Transactional(readOnly = true)
    public void check(Draft draft) {
        requireWords("ja", draft.ja());
        requireWords("en", draft.en());
        if (draft.graceDays() < 0 || draft.graceDays() > LONGEST_GRACE) {
            throw new Refusal.Invalid("graceDays", "agreement-grace", LONGEST_GRACE);
        }
        if (draft.from() != null && draft.from().isBefore(clock.instant())) {
            throw new Refusal.Invalid("instant", "agreement-from-past");
        }
        if (newest(draft.kind()) != draft.after()) {
            throw new Refusal.Stale("agreement-version-newer");
        }
    }

    /** Makes the next version. Staff only. */
    public Version make(Draft draft) {
        check(draft);
        Instant from = draft.from() == null ? clock.instant() : draft.from();
        Version version = new Version(draft.after() + 1, from, draft.graceDays());
        texts.add(draft.kind(), version, draft.ja(), draft.en());
        Entry entry = Entry.ofInstallation("agreement.version-made")
                .about("text", draft.kind().label() + "-" + version.number());
        for (String language : ShippedTexts.LANGUAGES) {
            entry = entry.about(
                    "sha256-" + language,
                    texts.find(draft.kind(), version.number(), language)
                            .orElseThrow()
                            .sha256());
        }
        ledger.append(entry);
        return version;
    }

    private int newest(AgreementKind kind) {
        return texts.versions().getOrDefault(kind, Versions.NONE).newest();
    }

    private static void requireWords(String field, String words) {
        if (words.isBlank()
                || words.length() > LONGEST
                || UNPRINTABLE.matcher(words).find()) {
            throw new Refusal.Invalid(field, "agreement-words", LONGEST);
        }
    }
}
