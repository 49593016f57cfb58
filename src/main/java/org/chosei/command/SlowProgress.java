package org.chosei.command;

import java.io.PrintWriter;
import java.time.Duration;
import org.chosei.backup.Progress;

/** A line on standard error once a second: nothing for what is done at once, enough to see that long work goes on. */
final class SlowProgress implements Progress {
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Texts texts;
    private final PrintWriter err;
    private long last = System.nanoTime();

    SlowProgress(Texts texts, PrintWriter err) {
        this.texts = texts;
        this.err = err;
    }

    @Override
    public void at(String part, long bytes) {
        long now = System.nanoTime();
        if (now - last >= PAUSE) {
            last = now;
            err.println(texts.of("backup.progress", part, bytes >> 20));
        }
    }
}
