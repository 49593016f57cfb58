package org.chosei.command;

/** What every command's exit code means, for scripts; plain constants, because annotations need them. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int NOT_FOUND = 3;
    public static final int DENIED = 4;
    public static final int CONFLICT = 5;
    public static final int PARTLY_DONE = 6;
    /** EX_TEMPFAIL of sysexits.h: the same command may succeed later. */
    public static final int TRY_AGAIN = 75;

    private ExitCode() {}
}
