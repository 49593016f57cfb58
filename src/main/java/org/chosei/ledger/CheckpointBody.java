package org.chosei.ledger;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a checkpoint signs, in canonical form. {@code previous} is the hash of the checkpoint before, 64 zeros for the
 * first; {@code heads} are the chains that changed since then.
 */
record CheckpointBody(long seq, Instant at, String previous, List<Head> heads) {

    /** The last entry of a chain. */
    record Head(UUID chain, long seq, String hash) {}

    String canonical() {
        TreeMap<String, Object> body = new TreeMap<>();
        body.put("v", 1);
        body.put("seq", seq);
        body.put("at", Times.write(at));
        body.put("previous", previous);
        body.put(
                "heads",
                heads.stream()
                        .map(head -> List.of(head.chain().toString(), head.seq(), head.hash()))
                        .toList());
        return CanonicalJson.of(body);
    }
}
