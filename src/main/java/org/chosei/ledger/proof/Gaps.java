package org.chosei.ledger.proof;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Numbers that were passed over, as ranges. */
final class Gaps {
    private final TreeMap<Long, Long> untilByFrom = new TreeMap<>();
    private long count;

    void add(long from, long until) {
        untilByFrom.put(from, until);
        count += until - from + 1;
    }

    /** Fills one number in; false when it was not missing. */
    boolean fill(long seq) {
        Map.Entry<Long, Long> range = untilByFrom.floorEntry(seq);
        if (range == null || range.getValue() < seq) {
            return false;
        }
        untilByFrom.remove(range.getKey());
        if (range.getKey() < seq) {
            untilByFrom.put(range.getKey(), seq - 1);
        }
        if (seq < range.getValue()) {
            untilByFrom.put(seq + 1, range.getValue());
        }
        count--;
        return true;
    }

    long count() {
        return count;
    }

    void forEach(BiConsumer<Long, Long> fromUntil) {
        untilByFrom.forEach(fromUntil);
    }
}
