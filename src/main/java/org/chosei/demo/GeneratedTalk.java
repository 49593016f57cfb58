package org.chosei.demo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Messages in Japanese with foreign words and numbers in them, whose words are as unequal in number as real ones. */
final class GeneratedTalk {
    private static final String KANJI = "更新修正確認脆弱攻撃情報製品開発調整公表報告対策影響範囲認証回避実行任意設定管理権限通信暗号証明秘密鍵検証"
            + "機能外部内部入力処理例外境界領域整数溢出構文解析遠隔操作端末基板装置回線経路制御監視記録保存削除復旧停止再起動配布署名契約"
            + "連絡担当窓口期限延長待機条件合意拒否同意照会回答質問資料図面試験環境再現手順仕様変更履歴系統電源工場医療金融鉄道航空"
            + "水道電力気象防災地域国内海外企業団体研究大学学校病院放送出版印刷物流倉庫港湾農業漁業林業建設土木住宅都市交通観光";
    private static final String KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    private static final String[] SYLLABLES = {
        "ba", "con", "di", "fer", "gra", "hul", "in", "jo", "ker", "lum", "mo", "net", "or", "pra", "qui", "ros", "sta",
        "tor", "ul", "ver", "wex", "yan", "zo"
    };
    private static final String[] SENTENCES = {
        "%sの%sについて、%sを確認しました。",
        "%sにおける%sは、%sの影響を受けます。",
        "次の版では%sを%sし、%sも見直す予定です。",
        "お問い合わせの%sは%sの設定に依存し、%sでは再現しませんでした。",
        "%sから%sへ切り替えると、%sが発生することがあります。"
    };
    private static final int WORDS = 8000;

    private final Random random = new Random(20_261_128);
    private final List<String> words;
    private final double[] until = new double[WORDS];

    GeneratedTalk() {
        Set<String> made = new LinkedHashSet<>();
        while (made.size() < WORDS) {
            made.add(word());
        }
        words = List.copyOf(made);
        double sum = 0;
        for (int i = 0; i < WORDS; i++) {
            sum += 1.0 / (i + 10);
            until[i] = sum;
        }
    }

    private String word() {
        return switch (random.nextInt(10)) {
            case 0 -> letters(KANA, 3 + random.nextInt(4));
            case 1 ->
                SYLLABLES[random.nextInt(SYLLABLES.length)]
                        + SYLLABLES[random.nextInt(SYLLABLES.length)]
                        + SYLLABLES[random.nextInt(SYLLABLES.length)];
            case 2 -> letters(KANJI, 4);
            case 3 -> letters(KANJI, 3);
            default -> letters(KANJI, 2);
        };
    }

    private String letters(String of, int number) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < number; i++) {
            word.append(of.charAt(random.nextInt(of.length())));
        }
        return word.toString();
    }

    /** Some words are in every second message, most in a few. */
    private String next() {
        double at = random.nextDouble() * until[WORDS - 1];
        int found = java.util.Arrays.binarySearch(until, at);
        return words.get(Math.min(WORDS - 1, found < 0 ? -found - 1 : found));
    }

    /** A message of some two hundred and fifty characters. */
    String message() {
        StringBuilder text = new StringBuilder("お世話になっております。\n");
        int sentences = 6 + random.nextInt(6);
        for (int i = 0; i < sentences; i++) {
            text.append(SENTENCES[random.nextInt(SENTENCES.length)].formatted(next(), next(), next()));
        }
        if (random.nextInt(5) == 0) {
            text.append("\n").append(number()).append(" をご参照ください。");
        }
        return text.toString();
    }

    private String number() {
        return String.format(Locale.ROOT, "CVE-20%02d-%d", 20 + random.nextInt(7), 1000 + random.nextInt(3000));
    }

    /** What people look for: words from the common to the rare, two characters most often, two words at once, numbers. */
    List<List<String>> queries(int number) {
        List<List<String>> queries = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String word = words.get(
                    (int) Math.exp(Math.log(60) + random.nextDouble() * (Math.log(WORDS - 1) - Math.log(60))));
            queries.add(
                    switch (i % 5) {
                        case 0, 1 -> List.of(twoCharacters());
                        case 2 -> List.of(word);
                        case 3 -> List.of(word, next());
                        default -> List.of(number());
                    });
        }
        return queries;
    }

    private String twoCharacters() {
        while (true) {
            String word = words.get(
                    (int) Math.exp(Math.log(60) + random.nextDouble() * (Math.log(WORDS - 1) - Math.log(60))));
            if (word.length() == 2) {
                return word;
            }
        }
    }
}
