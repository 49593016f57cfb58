package org.chosei.command;

import java.io.PrintWriter;
import java.util.Random;

/**
 * One run of a drill.
 *
 * @param times how often the fault is to be made
 * @param err where it says how far it is
 * @param seed the same seed makes the same mails, pauses and choices again
 */
record DrillRun(Texts texts, PrintWriter err, int times, long seed) {
    Random random() {
        return new Random(seed);
    }

    /** Says how far it is, on a line of its own. */
    void say(String progress) {
        err.println(progress);
    }
}
