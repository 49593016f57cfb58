package org.chosei.command;

/** Ends a command with a reason that its user can act on. The message says what failed, why, and who can change it. */
public final class CommandFailure extends RuntimeException {
    private final int exitCode;

    /** {@code exitCode} is one of {@link ExitCode}; {@code message} is in the language of the user. */
    public CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The code with which the process ends. */
    public int exitCode() {
        return exitCode;
    }
}
