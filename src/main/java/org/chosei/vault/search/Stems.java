package org.chosei.vault.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Words in Latin letters without accents and without the endings of plural, past and the like (Krovetz). */
final class Stems {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Stems() {}

    /** Of each word its stem, in order. */
    static List<String> of(List<String> words) {
        List<String> stems = new ArrayList<>(words.size());
        try (TokenStream stream = new KStemFilter(new Words(words.iterator()))) {
            CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                stems.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stems;
    }

    static String of(String word) {
        return of(List.of(word)).getFirst();
    }

    private static String withoutAccents(String word) {
        return word.chars().allMatch(c -> c < 0x80)
                ? word
                : MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD)).replaceAll("");
    }

    /** Words that were cut before, as the stemmer reads them. */
    private static final class Words extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final Iterator<String> words;

        Words(Iterator<String> words) {
            this.words = words;
        }

        @Override
        public boolean incrementToken() {
            clearAttributes();
            if (!words.hasNext()) {
                return false;
            }
            term.append(withoutAccents(words.next()));
            return true;
        }
    }
}
