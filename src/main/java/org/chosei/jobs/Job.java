package org.chosei.jobs;

import java.util.UUID;
import org.chosei.access.Purpose;

/**
 * One kind of work that can be staged. It runs as {@code Scope.System(purpose)}, at least once, and must therefore be
 * safe to repeat. Each implementation is a Spring bean.
 */
public interface Job {
    /** A stable name: it is stored. */
    String kind();

    /** As whom it works. */
    Purpose purpose();

    /** Does the work for the thing with this id. Throwing means: try again later. */
    void run(UUID subject);
}
