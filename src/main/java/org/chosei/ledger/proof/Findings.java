package org.chosei.ledger.proof;

import java.util.ArrayList;
import java.util.List;

/** Gathers what was found; beyond a thousand it only counts, so that a ruined export does not fill the memory. */
final class Findings {
    private static final int LISTED = 1_000;

    private final List<Finding> listed = new ArrayList<>();
    private long count;
    private long line;

    /** Where the export is being read. */
    void at(long line) {
        this.line = line;
    }

    void add(Finding.Kind kind, String chain, long seq) {
        add(kind, chain, seq, seq);
    }

    void add(Finding.Kind kind, String chain, long seq, long until) {
        count++;
        if (listed.size() < LISTED) {
            listed.add(new Finding(kind, chain, seq, until, line));
        }
    }

    List<Finding> listed() {
        return List.copyOf(listed);
    }

    long notListed() {
        return count - listed.size();
    }
}
