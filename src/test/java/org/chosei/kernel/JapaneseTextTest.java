package org.chosei.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JapaneseTextTest {
    @Test
    void fullWidthAndHalfWidthAreTheSameWhenFolded() {
        assertThat(JapaneseText.folded("３．　ﾊﾟｿｺﾝ：ＡＢＣ＠ｅｘａｍｐｌｅ")).isEqualTo("3. パソコン:abc@example");
    }

    @Test
    void textOfAsciiAloneIsFoldedAsAnyOther() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(20), 0, 128).forEach(c -> text.append((char) (c % 5 == 0 ? ' ' : c)));
            assertThat(JapaneseText.folded(text.toString()))
                    .as(text.toString())
                    .isEqualTo(JapaneseText.foldedAny(text.toString()));
        }
    }

    @Test
    void dashesAndWavesThatNfkcLeavesAloneAreFolded() {
        assertThat(JapaneseText.folded("１０:００〜１８:００")).isEqualTo("10:00~18:00");
        assertThat(JapaneseText.folded("１０:００～１８:００")).isEqualTo("10:00~18:00");
        assertThat(JapaneseText.plain("03\u22121234\u20105678\uFF0D9\u20140")).isEqualTo("03-1234-5678-9-0");
    }

    @Test
    void theLongVowelMarkIsNoDash() {
        assertThat(JapaneseText.folded("サーバー")).isEqualTo("サーバー");
    }

    @Test
    void variantsOfOneKanjiAreTheSameWhenFoldedAndOnlyThen() {
        assertThat(JapaneseText.folded("髙﨑")).isEqualTo(JapaneseText.folded("高崎"));
        assertThat(JapaneseText.folded("𠮷野家")).isEqualTo("吉野家");
        assertThat(JapaneseText.folded("葛\uDB40\uDD00城")).isEqualTo("葛城");
        assertThat(JapaneseText.plain("髙﨑")).isEqualTo("髙﨑");
    }

    @Test
    void controlsAreDroppedAndLineEndsBecomeOne() {
        assertThat(JapaneseText.withoutControls("a\u0000b\u001bc\u0085d\r\ne\rf\tg\u007fh\ud842"))
                .isEqualTo("abc\nd\ne\nf\tgh");
        assertThat(JapaneseText.withoutControls("𠮷🛡")).isEqualTo("𠮷🛡");
    }

    @Test
    void charactersThatTurnTextAroundAreSpelledOut() {
        assertThat(JapaneseText.withVisibleBidi("a\u202Egpj.exe\u200B")).isEqualTo("a[U+202E]gpj.exe[U+200B]");
        assertThat(JapaneseText.withVisibleBidi("株式会社")).isEqualTo("株式会社");
    }

    @Test
    void aSurrogatePairIsOneCharacter() {
        assertThat(JapaneseText.codePoints("𠮷野家")).isEqualTo(3);
    }
}
