package org.chosei.ledger.proof;

import java.util.List;
import org.chosei.ledger.Anchor;
import org.chosei.ledger.VerificationKey;

/**
 * What the reader knows from elsewhere.
 *
 * @param keys the keys to be believed; when empty, those in the export are used, which proves only that whoever has them
 *     signed it
 * @param anchors numbers and hashes of checkpoints that were noted before
 */
public record Trust(List<VerificationKey> keys, List<Anchor.Kept> anchors) {
    public Trust {
        keys = List.copyOf(keys);
        anchors = List.copyOf(anchors);
    }
}
