package org.chosei.cases.clocks;

/** How a clock stands. The words are {@code deadlines.state.STATE}. */
public enum ClockState {
    /** What starts it has not happened. */
    WAITING,
    RUNNING,
    /** Less than three days are left, or less than a quarter of one that counts hours. */
    SOON,
    OVERDUE,
    /** What it waited for came in time. */
    MET,
    /** It came, but after the end. */
    LATE,
    /** An agreed time that has passed or was ended: nothing was to be done by then. */
    ENDED
}
