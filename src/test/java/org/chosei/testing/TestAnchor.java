package org.chosei.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chosei.ledger.Anchor;

/** Remembers checkpoints in memory. */
public final class TestAnchor implements Anchor {
    private final List<Kept> kept = new CopyOnWriteArrayList<>();

    @Override
    public void keep(long seq, String hash) {
        kept.add(new Kept(seq, hash));
    }

    @Override
    public List<Kept> kept() {
        return List.copyOf(kept);
    }
}
