package org.chosei.vault.search;

import java.util.LinkedHashSet;
import java.util.Set;

/** Every word that is one slip away: two letters exchanged, one left out, one too many, one wrong. */
final class Edits {
    private static final String LATIN = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String KANA =
            "ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷ" + "へべぺほぼぽまみむめもゃやゅゆょよらりるれろわをんゔー";

    private Edits() {}

    static Set<String> of(String word, boolean kana) {
        String letters = kana ? KANA : LATIN;
        Set<String> near = new LinkedHashSet<>();
        for (int i = 0; i + 1 < word.length(); i++) {
            near.add(word.substring(0, i) + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2));
        }
        for (int i = 0; i <= word.length(); i++) {
            for (int k = 0; k < letters.length(); k++) {
                near.add(word.substring(0, i) + letters.charAt(k) + word.substring(i));
            }
        }
        for (int i = 0; i < word.length(); i++) {
            near.add(word.substring(0, i) + word.substring(i + 1));
            for (int k = 0; k < letters.length(); k++) {
                near.add(word.substring(0, i) + letters.charAt(k) + word.substring(i + 1));
            }
        }
        near.remove(word);
        return near;
    }

    static boolean isKana(String hiragana) {
        return hiragana.chars().allMatch(c -> KANA.indexOf(c) >= 0);
    }

    /** As words of other languages are written. */
    static String katakana(String hiragana) {
        StringBuilder katakana = new StringBuilder(hiragana.length());
        hiragana.chars().forEach(c -> katakana.append((char) (c >= 'ぁ' && c <= 'ゔ' ? c - 'ぁ' + 'ァ' : c)));
        return katakana.toString();
    }
}
