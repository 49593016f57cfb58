package org.chosei.jobs;

import java.time.Duration;
import org.chosei.access.Purpose;

/** Work that runs again and again on one of the nodes, {@code every} after the last run ended. */
public interface Recurring {
    String kind();

    Purpose purpose();

    Duration every();

    void run();
}
