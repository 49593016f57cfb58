package org.chosei.vault.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Kana;

/** A text as words are compared, knowing where each of its characters came from. */
record Folding(String text, int[] from, int end) {
    /** Nobody reads further for one line of a result. */
    private static final int LONGEST = 50_000;

    static Folding of(String original) {
        int end = Math.min(original.length(), LONGEST);
        StringBuilder folded = new StringBuilder(end);
        int[] from = new int[end * 2 + 16];
        Map<String, String> known = new HashMap<>();
        for (int i = 0; i < end; ) {
            int next = next(original, i, end);
            String plain = known.computeIfAbsent(original.substring(i, next), Folding::folded);
            from = from.length < folded.length() + plain.length() + 1 ? Arrays.copyOf(from, from.length * 2) : from;
            for (int k = 0; k < plain.length(); k++) {
                from[folded.length() + k] = i;
            }
            folded.append(plain);
            i = next;
        }
        from = Arrays.copyOf(from, folded.length() + 1);
        from[folded.length()] = end;
        return new Folding(folded.toString(), from, end);
    }

    /** With the marks that belong to it, such as those of half-width kana. */
    private static int next(String text, int at, int end) {
        int next = at + Character.charCount(text.codePointAt(at));
        while (next < end && isMark(text.charAt(next))) {
            next++;
        }
        return Math.min(next, end);
    }

    private static boolean isMark(char c) {
        return c == 'ﾞ' || c == 'ﾟ' || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static String folded(String character) {
        String folded = Kana.hiragana(JapaneseText.folded(character));
        return folded.isEmpty() ? " " : folded;
    }

    /** Where the needles stand in the original, in order and apart. */
    List<int[]> places(List<Needle> needles) {
        List<int[]> found = new ArrayList<>();
        for (Needle needle : needles) {
            for (int at = text.indexOf(needle.text()); at >= 0; at = text.indexOf(needle.text(), at + 1)) {
                int stop = at + needle.text().length();
                if (!needle.beginning() || at == 0 || !isLetter(text.charAt(at - 1))) {
                    while (needle.beginning() && stop < text.length() && isLetter(text.charAt(stop))) {
                        stop++;
                    }
                    found.add(new int[] {from[at], from[stop]});
                }
            }
        }
        found.sort(Comparator.<int[]>comparingInt(place -> place[0]).thenComparingInt(place -> -place[1]));
        List<int[]> apart = new ArrayList<>();
        for (int[] place : found) {
            if (apart.isEmpty() || place[0] >= apart.getLast()[1]) {
                apart.add(place);
            }
        }
        return apart;
    }

    private static boolean isLetter(char c) {
        return c < 0x2e80 && Character.isLetterOrDigit(c);
    }
}
