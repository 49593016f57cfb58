package org.chosei.authorisation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds any of many words in long texts in one pass over each, by the hash of a word's first characters (Rabin and Karp). */
final class AnyOf {
    private static final int HEAD = 8;
    private static final int BASE = 31;
    private static final int MASK = 0xffff;

    private final Map<Integer, List<String>> byHead = new HashMap<>();
    private final BitSet heads = new BitSet(MASK + 1);
    private final List<String> shorter = new ArrayList<>();
    private int leaving = 1;

    AnyOf(Collection<String> words) {
        for (int i = 1; i < HEAD; i++) {
            leaving *= BASE;
        }
        for (String word : words) {
            if (word.length() < HEAD) {
                shorter.add(word);
            } else {
                int hash = head(word);
                heads.set(hash & MASK);
                byHead.computeIfAbsent(hash, _ -> new ArrayList<>()).add(word);
            }
        }
    }

    private static int head(String text) {
        int hash = 0;
        for (int i = 0; i < HEAD; i++) {
            hash = hash * BASE + text.charAt(i);
        }
        return hash;
    }

    boolean isIn(String text) {
        return shorter.stream().anyMatch(text::contains) || (text.length() >= HEAD && longerIsIn(text));
    }

    private boolean longerIsIn(String text) {
        int hash = head(text);
        for (int at = 0; ; at++) {
            if (heads.get(hash & MASK) && startsAt(text, at, hash)) {
                return true;
            }
            if (at + HEAD == text.length()) {
                return false;
            }
            hash = (hash - text.charAt(at) * leaving) * BASE + text.charAt(at + HEAD);
        }
    }

    private boolean startsAt(String text, int at, int hash) {
        return byHead.getOrDefault(hash, List.of()).stream().anyMatch(word -> text.startsWith(word, at));
    }
}
