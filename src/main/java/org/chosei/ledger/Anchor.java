package org.chosei.ledger;

import java.util.List;

/** Keeps the checkpoints' hashes where nobody reaches who can only write the database: cutting its end off shows there. */
public interface Anchor {

    /** One checkpoint that was made. */
    record Kept(long seq, String hash) {}

    /** Returns only when it is on disk. Safe to repeat. */
    void keep(long seq, String hash);

    /** All that were kept, oldest first. */
    List<Kept> kept();
}
