package org.chosei.ledger.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.chosei.ledger.Hashes;
import org.chosei.ledger.proof.Finding.Kind;
import org.jspecify.annotations.Nullable;

/** Checks the chains of entries, one after the other, against what was signed of them. */
final class EntryCheck {
    private final @Nullable UUID only;
    private final SignedHeads signed;
    private final Findings findings;
    private final Numbers numbers;
    private final Set<UUID> seen = new HashSet<>();
    private @Nullable Open open;
    private long unsigned;

    /** @param only the one chain that was exported; null for all */
    EntryCheck(@Nullable UUID only, SignedHeads signed, Findings findings, Numbers numbers) {
        this.only = only;
        this.signed = signed;
        this.findings = findings;
        this.numbers = numbers;
    }

    private static final class Open {
        final Line.Chain line;
        final ChainCheck check;
        boolean rewritten;
        /** The last entry's number as it says itself, which counts what was put in or taken out if others were renumbered. */
        long stated;

        boolean reached;
        boolean fits;

        /** The head is the last entry's hash, under its number as it is or as it was. */
        void head(long seq, String hash) {
            if (stated == line.seq() || seq == line.seq()) {
                reached = true;
                fits |= hash.equals(line.head());
            }
        }

        Open(Line.Chain line, ChainCheck check) {
            this.line = line;
            this.check = check;
        }
    }

    void chain(Line.Chain line) {
        close();
        if (!seen.add(line.id()) || (only != null && !only.equals(line.id()))) {
            findings.add(Kind.INSERTED, line.id().toString(), 0);
        }
        open = new Open(line, new ChainCheck(line.id().toString(), 1, findings, numbers));
    }

    void take(Line.Entry entry) {
        boolean intact = Numbers.hash(entry.body().text()).equals(entry.hash());
        if (open == null || (intact && !entry.chain().equals(open.line.id()))) {
            if (seen.contains(entry.chain())) {
                findings.add(
                        Kind.INSERTED, entry.chain().toString(), entry.body().seq());
                return;
            }
            // the line that opens the chain is not there
            findings.add(Kind.DELETED, entry.chain().toString(), 0);
            chain(new Line.Chain(entry.chain(), 0, ""));
        }
        takeIn(open, entry);
    }

    private void takeIn(@Nullable Open chain, Line.Entry entry) {
        if (chain == null) {
            return;
        }
        UUID id = chain.line.id();
        long seq = chain.check.take(entry.body(), entry.hash());
        chain.stated = entry.body().seq();
        if (seq == 0) {
            return;
        }
        chain.head(seq, entry.hash());
        if (!chain.rewritten && !signed.agree(id, seq, entry.hash())) {
            findings.add(Kind.REWRITTEN, id.toString(), seq);
            chain.rewritten = true;
        }
        String details = entry.details();
        if (details != null
                && !details.equals("null")
                && !Hashes.sha256(details.getBytes(ISO_8859_1)).equals(entry.commitment())) {
            findings.add(Kind.DETAILS_ALTERED, id.toString(), seq);
        }
    }

    /** False when no chain was opened yet, so that the line is none of an entry. */
    boolean unreadable() {
        if (open != null) {
            open.check.unreadable();
        }
        return open != null;
    }

    private void close() {
        if (open != null) {
            UUID id = open.line.id();
            long last = open.check.last();
            long until = open.line.seq();
            if (open.reached && !open.fits) {
                findings.add(Kind.EDITED, id.toString(), until);
            }
            open.check.end(Math.max(open.stated < until ? until : 0, signed.last(id)));
            if (until > 0 && Math.min(last, open.stated) > until) {
                findings.add(Kind.INSERTED, id.toString(), until + 1, last);
            }
            unsigned += Math.max(0, last - signed.last(id));
        }
        open = null;
    }

    /** All was read: chains that were signed must have been among it. */
    void end() {
        close();
        for (UUID id : signed.chains()) {
            if (!seen.contains(id) && (only == null || only.equals(id))) {
                findings.add(Kind.TRUNCATED, id.toString(), 1, signed.last(id));
            }
        }
    }

    long chains() {
        return seen.size();
    }

    long unsigned() {
        return unsigned;
    }
}
