package org.chosei.vault.search;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseBaseFormFilter;
import org.apache.lucene.analysis.ja.JapaneseKatakanaStemFilter;
import org.apache.lucene.analysis.ja.JapanesePartOfSpeechStopFilter;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.chosei.kernel.Kana;

/** Japanese text cut into words by a dictionary, and into pairs of characters for what the dictionary cuts otherwise. */
final class JapaneseWords {
    private static final Pattern KATAKANA = Pattern.compile("[ァ-ヺー]{3,}");

    private JapaneseWords() {}

    /** Dictionary forms without particles; katakana as hiragana, サーバー as サーバ. */
    static Set<String> of(String japanese) {
        Set<String> words = new LinkedHashSet<>();
        if (japanese.isBlank()) {
            return words;
        }
        Tokenizer tokenizer = new JapaneseTokenizer(null, true, JapaneseTokenizer.Mode.SEARCH);
        tokenizer.setReader(new StringReader(japanese));
        try (TokenStream stream = new JapaneseKatakanaStemFilter(new JapanesePartOfSpeechStopFilter(
                new JapaneseBaseFormFilter(tokenizer), JapaneseAnalyzer.getDefaultStopTags()))) {
            CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(Kana.hiragana(term.toString()));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    /**
     * Tokens of each two characters that stand together. Two that are both hiragana say nothing (から, する) and are left out,
     * unless {@code all}: somebody typed スマホ as すまほ.
     */
    static Set<String> pairs(String run, boolean all) {
        int[] points = run.codePoints().toArray();
        int[] hiragana = Kana.hiragana(run).codePoints().toArray();
        Set<String> pairs = new LinkedHashSet<>();
        if (points.length == 1) {
            pairs.add("b:" + new String(hiragana, 0, 1));
        }
        for (int i = 0; i + 1 < points.length; i++) {
            if (all || !isHiragana(points[i]) || !isHiragana(points[i + 1])) {
                pairs.add("b:" + new String(hiragana, i, 2));
            }
        }
        return pairs;
    }

    /** Every run of katakana whole, as hiragana and without a long vowel at its end. */
    static List<String> foreign(String run) {
        return KATAKANA.matcher(run)
                .results()
                .map(found -> withoutLongEnd(Kana.hiragana(found.group())))
                .toList();
    }

    /** As technical words are written either way: サーバー, サーバ. */
    static String withoutLongEnd(String kana) {
        return kana.length() > 3 && kana.endsWith("ー") ? kana.substring(0, kana.length() - 1) : kana;
    }

    static boolean hasHiragana(String run) {
        return run.codePoints().anyMatch(JapaneseWords::isHiragana);
    }

    private static boolean isHiragana(int point) {
        return point >= 'ぁ' && point <= 'ゖ';
    }
}
