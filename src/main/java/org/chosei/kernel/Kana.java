package org.chosei.kernel;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Kana for searching: hiragana and katakana made one, and both written in Hepburn's Latin letters, so that a name is
 * found however its reading is typed. For comparing only; never shown.
 */
public final class Kana {
    private static final Map<String, String> HEPBURN = table();
    private static final char SMALL_TSU = 'っ';
    private static final char LONG = 'ー';
    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Pattern LONG_VOWEL = Pattern.compile("([aiue])\\1+|(o)[ou]+");
    private static final Pattern NASAL = Pattern.compile("m(?=[bmp])");

    private Kana() {}

    /** Katakana as hiragana; everything else stays. Half-width kana are to be folded before. */
    public static String hiragana(String folded) {
        StringBuilder hiragana = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            hiragana.append(c >= 'ァ' && c <= 'ヶ' ? (char) (c - 'ァ' + 'ぁ') : c);
        }
        return hiragana.toString();
    }

    /** Whether there is anything that {@link #romaji} would spell. */
    public static boolean isIn(String hiragana) {
        return hiragana.chars().anyMatch(c -> c >= 'ぁ' && c <= 'ゖ');
    }

    /** Hiragana in Latin letters, vowels as long as they are written; what is no kana stays. */
    public static String romaji(String hiragana) {
        StringBuilder latin = new StringBuilder(hiragana.length() * 2);
        boolean doubled = false;
        for (int i = 0; i < hiragana.length(); ) {
            char c = hiragana.charAt(i);
            String two = i + 1 < hiragana.length() ? HEPBURN.get(hiragana.substring(i, i + 2)) : null;
            String spelt = two == null ? HEPBURN.get(String.valueOf(c)) : two;
            i += two == null ? 1 : 2;
            if (c == SMALL_TSU) {
                doubled = true;
            } else if (c == LONG) {
                lengthen(latin);
            } else {
                latin.append(doubled && spelt != null ? doubling(spelt) : "").append(spelt == null ? c : spelt);
                doubled = false;
            }
        }
        return latin.toString();
    }

    /**
     * Latin letters with what people leave out or write differently made equal: long vowels and macrons short, {@code m}
     * before {@code b, m, p} as {@code n}, {@code tch} as {@code cch}, no apostrophes.
     */
    public static String loose(String latin) {
        String plain =
                MARKS.matcher(Normalizer.normalize(latin, Normalizer.Form.NFD)).replaceAll("");
        String nasal =
                NASAL.matcher(plain.replace("'", "").replace("tch", "cch")).replaceAll("n");
        return LONG_VOWEL.matcher(nasal).replaceAll("$1$2");
    }

    private static void lengthen(StringBuilder latin) {
        if (!latin.isEmpty() && "aiueo".indexOf(latin.charAt(latin.length() - 1)) >= 0) {
            latin.append(latin.charAt(latin.length() - 1));
        }
    }

    private static String doubling(String spelt) {
        if ("aiueo".indexOf(spelt.charAt(0)) >= 0) {
            return "";
        }
        return spelt.startsWith("ch") ? "t" : spelt.substring(0, 1);
    }

    private static Map<String, String> table() {
        Map<String, String> table = new HashMap<>();
        String[] rows = {
            "あいうえお a i u e o",
            "かきくけこ ka ki ku ke ko",
            "がぎぐげご ga gi gu ge go",
            "さしすせそ sa shi su se so",
            "ざじずぜぞ za ji zu ze zo",
            "たちつてと ta chi tsu te to",
            "だぢづでど da ji zu de do",
            "なにぬねの na ni nu ne no",
            "はひふへほ ha hi fu he ho",
            "ばびぶべぼ ba bi bu be bo",
            "ぱぴぷぺぽ pa pi pu pe po",
            "まみむめも ma mi mu me mo",
            "やゆよ ya yu yo",
            "らりるれろ ra ri ru re ro",
            "わゐゑを wa i e o",
            "んゔゎゕゖ n vu wa ka ke",
            "ぁぃぅぇぉ a i u e o",
            "ゃゅょ ya yu yo"
        };
        for (String row : rows) {
            String[] parts = row.split(" ", -1);
            for (int i = 1; i < parts.length; i++) {
                table.put(parts[0].substring(i - 1, i), parts[i]);
            }
        }
        for (String pair : ("き ky ぎ gy に ny ひ hy び by ぴ py み my り ry し sh じ j ち ch ぢ j").split("(?<=[a-z]) ", -1)) {
            String[] of = pair.split(" ", -1);
            table.put(of[0] + "ゃ", of[1] + "a");
            table.put(of[0] + "ゅ", of[1] + "u");
            table.put(of[0] + "ょ", of[1] + "o");
        }
        String foreign = "しぇ she じぇ je ちぇ che てぃ ti でぃ di とぅ tu どぅ du てゅ tyu でゅ dyu ふゅ fyu いぇ ye "
                + "うぃ wi うぇ we うぉ wo つぁ tsa つぃ tsi つぇ tse つぉ tso ふぁ fa ふぃ fi ふぇ fe ふぉ fo "
                + "ゔぁ va ゔぃ vi ゔぇ ve ゔぉ vo ゔゅ vyu くぁ kwa くぃ kwi くぇ kwe くぉ kwo ぐぁ gwa";
        String[] words = foreign.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            table.put(words[i], words[i + 1]);
        }
        return Map.copyOf(table);
    }
}
