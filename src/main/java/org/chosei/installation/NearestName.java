package org.chosei.installation;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to type. */
final class NearestName {
    private NearestName() {}

    /** The known name with the fewest edits (Levenshtein), unless more than a third of the letters would change. */
    static Optional<String> to(String typed, Collection<String> known) {
        return known.stream()
                .filter(name -> edits(typed, name) <= Math.max(2, name.length() / 3))
                .min(Comparator.<String>comparingInt(name -> edits(typed, name)).thenComparing(name -> name));
    }

    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
