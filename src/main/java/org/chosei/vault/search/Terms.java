package org.chosei.vault.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;

/**
 * The tokens of a text. Each begins with its sort: {@code j:} a Japanese word, {@code b:} two Japanese characters that
 * stand together, {@code k:} a run of katakana, {@code w:} the stem of a word in Latin letters, {@code p:} two such words in a row, {@code h:} how one
 * begins, {@code n:} a number, name or address kept whole.
 */
final class Terms {
    /** More is not indexed, in characters. */
    static final int LONGEST = 300_000;

    static final int[] BEGINNINGS = {4, 6};

    private static final int LONGEST_WHOLE = 200;
    private static final String JAPANESE = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}ー々〆〇";
    private static final String LETTER = "[\\p{L}\\p{N}&&[^" + JAPANESE + "]]";
    private static final Pattern PIECE =
            Pattern.compile("(?<ja>[" + JAPANESE + "]+)|(?<word>" + LETTER + "+(?:[-#./_:@+~']" + LETTER + "+)*)");
    private static final Pattern PART = Pattern.compile(LETTER + "+");
    private static final Pattern BROKEN =
            Pattern.compile("(?<=[" + JAPANESE + "])[ \\t]*\\R[ \\t]*(?=[" + JAPANESE + "])");
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![a-z0-9])(?:[a-z]{2,10}-\\d{4}-\\d{4,}|[a-z]{2,10}[#-]\\d{5,}|[a-z]{2,10}#\\d{3,})(?!\\d)");

    /** 2.17 finds 2.17.1. */
    private static final Pattern VERSION = Pattern.compile("v?\\d{1,6}(?:\\.\\d{1,6}){1,5}[a-z0-9]*");

    private Terms() {}

    /** A run of Japanese characters, or of others with what joins them; folded. */
    record Piece(String text, boolean japanese) {
        /** Kept whole: it is more than a word. */
        boolean isJoined() {
            return !japanese && !PART.matcher(text).matches();
        }

        /** A number that people give to things, which is never looked for in parts. */
        boolean isNumber() {
            return !japanese && NUMBER.matcher(text).matches();
        }

        List<String> parts() {
            return PART.matcher(text).results().map(part -> part.group()).toList();
        }
    }

    /** Folded; a word that a line end cuts in two is one again. */
    static String folded(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return JapaneseText.folded(BROKEN.matcher(cut).replaceAll(""));
    }

    static List<Piece> pieces(String folded) {
        List<Piece> pieces = new ArrayList<>();
        Matcher found = PIECE.matcher(folded);
        while (found.find()) {
            String japanese = found.group("ja");
            pieces.add(japanese != null ? new Piece(japanese, true) : new Piece(found.group("word"), false));
        }
        return pieces;
    }

    /** All tokens under which a text is found. */
    static Set<String> of(String text) {
        String folded = folded(text);
        Set<String> tokens = new LinkedHashSet<>();
        List<String> words = new ArrayList<>();
        StringBuilder japanese = new StringBuilder();
        for (Piece piece : pieces(folded)) {
            if (piece.japanese()) {
                japanese.append(piece.text()).append('\n');
                tokens.addAll(JapaneseWords.pairs(piece.text(), false));
                JapaneseWords.foreign(piece.text()).forEach(word -> tokens.add("k:" + word));
            } else {
                if (piece.isJoined()) {
                    whole(piece.text(), tokens);
                }
                words.addAll(piece.parts());
            }
        }
        NUMBER.matcher(folded).results().forEach(number -> tokens.add("n:" + number.group()));
        JapaneseWords.of(japanese.toString()).forEach(word -> tokens.add("j:" + word));
        latin(words, tokens);
        return tokens;
    }

    private static void whole(String text, Set<String> tokens) {
        if (text.length() <= LONGEST_WHOLE) {
            tokens.add("n:" + text);
        }
        if (VERSION.matcher(text).matches()) {
            for (int dot = text.indexOf('.'); dot > 0; dot = text.indexOf('.', dot + 1)) {
                tokens.add("n:" + text.substring(0, dot));
            }
        }
        if (text.indexOf('/') >= 0 || text.indexOf('@') >= 0 || text.indexOf(':') >= 0) {
            for (String piece : text.split("[/@:]", -1)) {
                if (piece.length() <= LONGEST_WHOLE) {
                    tokens.add("n:" + piece);
                }
            }
        }
    }

    private static void latin(List<String> words, Set<String> tokens) {
        Stems.of(words).forEach(stem -> tokens.add("w:" + stem));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (i > 0) {
                tokens.add("p:" + words.get(i - 1) + " " + word);
            }
            if (seen.add(word)) {
                for (int length : BEGINNINGS) {
                    if (word.length() >= length) {
                        tokens.add("h:" + word.substring(0, length));
                    }
                }
            }
        }
    }
}
