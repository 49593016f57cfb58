package org.chosei.ledger.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.chosei.ledger.proof.Finding.Kind;

/**
 * Follows one chain in the order in which it lies there. Every entry is taken under the number that its hash fits, so that
 * what was moved, taken out or put in is told from what was edited, even when the numbers were changed to hide it.
 */
final class ChainCheck {
    private static final String FIRST = "0".repeat(64);
    private static final int RIVALS = 16;

    private final String chain;
    private final Findings findings;
    private final Numbers numbers;
    private final Gaps missing = new Gaps();
    private final List<String> before = new ArrayList<>();
    private long next;
    private long inserted;
    private boolean unread;

    /** @param next the number of the first entry; 0 when it may be any */
    ChainCheck(String chain, long next, Findings findings, Numbers numbers) {
        this.chain = chain;
        this.next = next;
        this.findings = findings;
        this.numbers = numbers;
        if (next == 1) {
            before.add(FIRST);
        }
    }

    /** Takes the next one and says under which number; 0 when it is one too many. */
    long take(Line.Body body, String hash) {
        OptionalLong original = numbers.original(body, hash);
        long seq = original.orElseGet(() -> likely(body.seq()));
        if (original.isEmpty()) {
            findings.add(Kind.EDITED, chain, seq);
        }
        if (next == 0) {
            next = seq;
        }
        if (seq < next) {
            return outOfOrder(seq, hash);
        }
        if (seq == next && original.isPresent()) {
            linked(body, seq);
        } else if (seq > next && !(unread && seq == next + 1)) {
            missing.add(next, seq - 1);
        }
        next = seq + 1;
        unread = false;
        before.clear();
        // the successor of an edited one still names what was there, so it proves nothing new
        original.ifPresent(_ -> before.add(hash));
        return seq;
    }

    /** Where an entry belongs whose content was changed: in the next place, if its number or the shift before allows. */
    private long likely(long stated) {
        return stated != next && stated - shift() == next ? next : stated;
    }

    /** How far numbers lie from where they were, if they were changed to hide what was put in or taken out. */
    private long shift() {
        return inserted - missing.count();
    }

    private void linked(Line.Body body, long seq) {
        if (!before.isEmpty() && !before.contains(body.previous())) {
            findings.add(Kind.EDITED, chain, Math.max(seq - 1, 1));
        } else if (body.seq() != seq && body.seq() - shift() != seq) {
            findings.add(Kind.EDITED, chain, seq);
        }
    }

    private long outOfOrder(long seq, String hash) {
        if (missing.fill(seq)) {
            findings.add(Kind.REORDERED, chain, seq);
            return seq;
        }
        findings.add(Kind.INSERTED, chain, seq);
        inserted++;
        if (seq == next - 1 && !before.isEmpty() && before.size() < RIVALS) {
            before.add(hash);
        }
        return 0;
    }

    /** A line that cannot be read stands where the next entry was expected, and may be it. */
    void unreadable() {
        findings.add(Kind.UNREADABLE, chain, next);
        before.clear();
        unread = true;
    }

    /** The number of the last entry that was there; 0 when there was none. */
    long last() {
        return Math.max(next - 1, 0);
    }

    /** All was read; {@code until} is the number up to which it must go. */
    void end(long until) {
        missing.forEach((from, to) -> findings.add(Kind.DELETED, chain, from, to));
        long there = Math.max(unread ? next : next - 1, 0);
        if (there < until) {
            findings.add(Kind.TRUNCATED, chain, there + 1, until);
        }
    }
}
