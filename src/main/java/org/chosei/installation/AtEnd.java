package org.chosei.installation;

import java.util.concurrent.atomic.AtomicBoolean;

/** Tidies up exactly once: when it is closed, or when the process is told to end (Ctrl-C) while work is going on. */
public final class AtEnd implements AutoCloseable {
    private final AtomicBoolean done = new AtomicBoolean();
    private final Runnable tidying;
    private final Thread hook;

    private AtEnd(Runnable tidying) {
        this.tidying = tidying;
        this.hook = Thread.ofPlatform().unstarted(this::tidyOnce);
    }

    /** Nothing in {@code tidying} may rely on the thread that does the work: that one may be in the middle of it. */
    public static AtEnd of(Runnable tidying) {
        AtEnd atEnd = new AtEnd(tidying);
        Runtime.getRuntime().addShutdownHook(atEnd.hook);
        return atEnd;
    }

    private void tidyOnce() {
        if (done.compareAndSet(false, true)) {
            tidying.run();
        }
    }

    @Override
    public void close() {
        tidyOnce();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already; the hook finds nothing left to do
        }
    }
}
