package org.chosei.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Readings as Hepburn spells them, and what holds for every text. */
class KanaTest {
    private static final int TEXTS = 2_000;

    @Test
    void readingsAreSpeltAsHepburnDoes() {
        Map.ofEntries(
                        Map.entry("あさひでんき", "asahidenki"),
                        Map.entry("とうきょう", "toukyou"),
                        Map.entry("しゃちょう", "shachou"),
                        Map.entry("じゅうしょ", "juusho"),
                        Map.entry("さっぽろ", "sapporo"),
                        Map.entry("まっちゃ", "matcha"),
                        Map.entry("こんぴゅーたー", "konpyuutaa"),
                        Map.entry("ふぁーむうぇあ", "faamuwea"),
                        Map.entry("せきゅりてぃ", "sekyuriti"),
                        Map.entry("ゔぁいおりん", "vaiorin"),
                        Map.entry("つづき", "tsuzuki"),
                        Map.entry("株式会社さん", "株式会社san"))
                .forEach((kana, latin) -> assertThat(Kana.romaji(kana)).as(kana).isEqualTo(latin));
    }

    @Test
    void spellingsThatPeopleMixAreLooselyTheSame() {
        assertThat(Kana.loose("tōkyō")).isEqualTo(Kana.loose("toukyou")).isEqualTo("tokyo");
        assertThat(Kana.loose("ōsaka")).isEqualTo(Kana.loose("oosaka")).isEqualTo("osaka");
        assertThat(Kana.loose("shimbun")).isEqualTo(Kana.loose("shinbun"));
        assertThat(Kana.loose("matcha")).isEqualTo(Kana.loose("maccha"));
        assertThat(Kana.loose("kon'ya")).isEqualTo("konya");
    }

    @Test
    void katakanaIsHiragana() {
        assertThat(Kana.hiragana("アサヒデンキ")).isEqualTo("あさひでんき");
        assertThat(Kana.hiragana("ヴァイオリン")).isEqualTo("ゔぁいおりん");
        assertThat(Kana.hiragana("漢字とABC ー")).isEqualTo("漢字とABC ー");
        assertThat(Kana.hiragana(JapaneseText.folded("ｱｻﾋﾃﾞﾝｷ"))).isEqualTo("あさひでんき");
    }

    @Test
    void everyKanaIsSpeltAndNothingElseChanges() {
        Random random = new Random(20261128);
        for (int i = 0; i < TEXTS; i++) {
            String kana = text(random, r -> 'ぁ' + random.nextInt(r), 'ゖ' - 'ぁ' + 1);
            assertThat(Kana.romaji(kana)).as(kana).matches("[a-z]*");
            assertThat(Kana.isIn(kana)).as(kana).isTrue();
            String other = text(random, r -> '一' + random.nextInt(r), 0x1000);
            assertThat(Kana.romaji(other)).isEqualTo(other);
            assertThat(Kana.isIn(other)).isFalse();
        }
    }

    @Test
    void foldingTwiceIsFoldingOnce() {
        Random random = new Random(71);
        for (int i = 0; i < TEXTS; i++) {
            String latin = text(random, r -> "aiueoōūmnbptchs'".charAt(random.nextInt(r)), 16);
            assertThat(Kana.loose(Kana.loose(latin))).as(latin).isEqualTo(Kana.loose(latin));
            String kana = text(random, r -> 'ァ' + random.nextInt(r), 'ヶ' - 'ァ' + 1);
            assertThat(Kana.hiragana(Kana.hiragana(kana))).as(kana).isEqualTo(Kana.hiragana(kana));
        }
    }

    @Test
    void partOfAReadingIsPartOfItsSpelling() {
        Random random = new Random(5);
        for (int i = 0; i < TEXTS; i++) {
            String front = text(random, r -> "かきくけこたにほへま".charAt(random.nextInt(r)), 10);
            String back = text(random, r -> "さしすせそらりるれろ".charAt(random.nextInt(r)), 10);
            assertThat(Kana.romaji(front + back)).contains(Kana.romaji(front), Kana.romaji(back));
        }
    }

    private static String text(Random random, IntUnaryOperator character, int range) {
        return IntStream.range(0, 1 + random.nextInt(12))
                .map(_ -> character.applyAsInt(range))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
