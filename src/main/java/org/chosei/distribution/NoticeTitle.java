package org.chosei.distribution;

import java.util.Locale;
import org.chosei.vault.Opened;

/** What a notice is about, in both languages: the line by which its vendors know a case, whose title is the staff's own. */
public record NoticeTitle(String ja, String en) {

    /** In the reader's language. */
    public String in(Locale language) {
        return language.getLanguage().equals("ja") ? ja : en;
    }

    /** The title within the words that were distributed. */
    public static NoticeTitle of(Opened notice) {
        NoticeText.Draft draft = NoticeText.draft(notice.text());
        return new NoticeTitle(draft.titleJa(), draft.titleEn());
    }
}
