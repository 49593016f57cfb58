package org.chosei.ledger.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.ledger.Anchor;
import org.chosei.ledger.VerificationKey;
import org.chosei.ledger.proof.Finding.Kind;
import org.jspecify.annotations.Nullable;

/** Checks the checkpoints: their own chain, their signatures, and against those that were noted elsewhere. */
final class CheckpointCheck {
    private final Trust trust;
    private final @Nullable UUID only;
    private final Findings findings;
    private final ChainCheck chain;
    private final SignedHeads heads = new SignedHeads();
    private final Map<String, VerificationKey> keys = new HashMap<>();
    private final Set<String> used = new TreeSet<>();
    private final Map<Long, Set<String>> noted;
    private final Set<Anchor.Kept> seen = new HashSet<>();
    private Anchor.@Nullable Kept last;

    /** @param only the one chain that was exported; null for all, and then the first checkpoint of all must be there */
    CheckpointCheck(Trust trust, @Nullable UUID only, Findings findings, Numbers numbers) {
        this.trust = trust;
        this.only = only;
        this.findings = findings;
        this.chain = new ChainCheck(Finding.CHECKPOINTS, only == null ? 1 : 0, findings, numbers);
        trust.keys().forEach(key -> keys.put(key.id(), key));
        noted = trust.anchors().stream()
                .collect(Collectors.groupingBy(
                        Anchor.Kept::seq, Collectors.mapping(Anchor.Kept::hash, Collectors.toSet())));
    }

    void key(String encoded) {
        try {
            VerificationKey key = VerificationKey.ofEncoded(encoded);
            if (trust.keys().isEmpty()) {
                keys.put(key.id(), key);
            }
        } catch (IllegalArgumentException e) {
            findings.add(Kind.UNREADABLE, Finding.FILE, 0);
        }
    }

    void take(Line.Checkpoint line) {
        long seq = chain.take(line.body(), line.hash());
        if (seq == 0) {
            return;
        }
        if (last == null && only != null) {
            first(only, seq, line);
        }
        Anchor.Kept kept = new Anchor.Kept(seq, line.hash());
        last = kept;
        if (noted.containsKey(seq)) {
            seen.add(kept);
            if (!noted.getOrDefault(seq, Set.of()).equals(Set.of(line.hash()))) {
                findings.add(Kind.REWRITTEN, Finding.CHECKPOINTS, seq);
            }
        }
        VerificationKey key = keys.get(line.key());
        if (key == null) {
            findings.add(Kind.UNKNOWN_KEY, Finding.CHECKPOINTS, seq);
        } else if (!key.verifies(line.body().text().getBytes(ISO_8859_1), line.signature())) {
            findings.add(Kind.BAD_SIGNATURE, Finding.CHECKPOINTS, seq);
        } else {
            used.add(line.key());
            line.heads().forEach(head -> heads.add(head.chain(), head.seq(), head.hash()));
        }
    }

    /** Later heads cover all before them; so leaving out those before the first that names the chain hides nothing. */
    private void first(UUID of, long seq, Line.Checkpoint line) {
        if (seq > 1 && line.heads().stream().noneMatch(head -> head.chain().equals(of))) {
            findings.add(Kind.DELETED, Finding.CHECKPOINTS, 1, seq - 1);
        }
    }

    void unreadable() {
        chain.unreadable();
    }

    /** Those noted before the first one here were not exported; all others must be here, and at least one. */
    void end() {
        long until = trust.anchors().stream().mapToLong(Anchor.Kept::seq).max().orElse(1);
        chain.end(until);
    }

    SignedHeads heads() {
        return heads;
    }

    Set<String> used() {
        return used;
    }

    long anchored() {
        return trust.anchors().stream().distinct().filter(seen::contains).count();
    }

    Anchor.@Nullable Kept last() {
        return last;
    }
}
