package org.chosei.command;

import java.nio.file.Path;
import java.util.List;

/**
 * A fault made on purpose, many times, against a throw-away server, and what must hold afterwards. A further drill is one class
 * in {@link DrillCommand#DRILLS} and one line {@code drill.NAME} in both bundles. Short forms of the same faults are tests.
 */
interface Drill {
    /** What it is called on the command line. */
    String name();

    /** How often the fault is made where {@code --times} does not say. */
    int times();

    /** Programs without which it cannot be done, by their paths. */
    default List<Path> needs() {
        return List.of();
    }

    /** Makes the fault and says what it found; each mark that does not hold fails the drill. */
    List<Mark> make(DrillRun run) throws Exception;
}
