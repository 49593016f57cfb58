package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chosei.cases.embargo.Embargo;
import org.chosei.kernel.Tlp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was distributed can be read back and said again in the very same words. */
class NoticeTextTest {
    private static final String RULE = "-".repeat(70);

    private static String text(NoticeText.Draft draft, NoticeText.@Nullable Earlier earlier) {
        return NoticeText.of(Tlp.AMBER, "CHS-2026-00001", 7, draft, earlier, new Embargo.None())
                .text();
    }

    @Test
    void wordsReadBackMakeTheSameTextAgainWhateverTheyContain() {
        List<NoticeText.Draft> drafts = List.of(
                new NoticeText.Draft("件名", "本文", "Title", "Body"),
                new NoticeText.Draft("件名", "一\n\n二\r\n\r\n三", "Title", "one\n\ntwo"),
                new NoticeText.Draft("各位", "各位\n\n各位", "To all recipients", "To all recipients"),
                new NoticeText.Draft("a", RULE + "\nTo all recipients\n\nb", "c", RULE + "\n" + RULE),
                new NoticeText.Draft("a", "b\n\n" + RULE + "\nTo all recipients\n\nx\n\ny", "c", "d"));
        NoticeText.Earlier recalled = new NoticeText.Earlier(Amends.How.RECALLS, 3);
        for (NoticeText.Draft draft : drafts) {
            for (NoticeText.@Nullable Earlier earlier : new NoticeText.@Nullable Earlier[] {null, recalled}) {
                String text = text(draft, earlier);
                assertThat(text(NoticeText.draft(text), earlier)).isEqualTo(text);
            }
        }
        assertThat(NoticeText.draft(text(drafts.getFirst(), recalled))).isEqualTo(drafts.getFirst());
    }

    @Test
    void noticeThatCorrectsOrRecallsNamesTheOneThatItMeansInBothLanguages() {
        NoticeText.Draft draft = new NoticeText.Draft("件名", "本文", "Title", "Body");
        assertThat(text(draft, new NoticeText.Earlier(Amends.How.CORRECTS, 3)))
                .contains("通知 #3 を訂正します / This notice corrects notice #3");
        assertThat(text(draft, new NoticeText.Earlier(Amends.How.RECALLS, 3)))
                .contains("通知 #3 を取り下げます / This notice recalls notice #3");
        assertThat(text(draft, null)).doesNotContain("#3");
    }
}
