package org.chosei.desk.web;

import java.util.Comparator;
import java.util.List;
import org.chosei.kernel.JapaneseText;

/** Numbers that differ from a typed one by a slip or two. */
final class NearNumbers {
    private static final int SLIPS = 2;
    private static final int SHOWN = 3;
    private static final int SHORTEST = 5;

    private NearNumbers() {}

    /** The nearest of {@code numbers}, which are those that the reader may know. */
    static List<String> of(String typed, List<String> numbers) {
        String folded = JapaneseText.folded(typed);
        if (folded.length() < SHORTEST || folded.chars().noneMatch(Character::isDigit)) {
            return List.of();
        }
        return numbers.stream()
                .filter(number -> Math.abs(number.length() - folded.length()) <= SLIPS)
                .map(number -> new Near(number, distance(folded, JapaneseText.folded(number))))
                .filter(near -> near.slips() > 0 && near.slips() <= SLIPS)
                .sorted(Comparator.comparingInt(Near::slips))
                .limit(SHOWN)
                .map(Near::number)
                .toList();
    }

    private record Near(String number, int slips) {}

    /** Levenshtein's, two that changed places counting once. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int k = 0; k <= b.length(); k++) {
                if (i == 0 || k == 0) {
                    cost[i][k] = i + k;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(k - 1) ? 0 : 1;
                int least = Math.min(cost[i - 1][k] + 1, cost[i][k - 1] + 1);
                least = Math.min(least, cost[i - 1][k - 1] + change);
                if (i > 1 && k > 1 && a.charAt(i - 1) == b.charAt(k - 2) && a.charAt(i - 2) == b.charAt(k - 1)) {
                    least = Math.min(least, cost[i - 2][k - 2] + 1);
                }
                cost[i][k] = least;
            }
        }
        return cost[a.length()][b.length()];
    }
}
