package org.chosei.command;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Optional;
import org.chosei.installation.InstallationRefused;
import org.chosei.kernel.Refusal;
import org.chosei.web.Messages;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where a failed command becomes words on stderr and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** Set to anything, it shows where in the program an unexpected failure arose. */
    private static final String TRACE = "CHOSEI_TRACE";

    private final Texts texts;

    Failures(Texts texts) {
        this.texts = texts;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        say(command, wrongUsage(e, name));
        List<String> suggestions =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        if (!suggestions.isEmpty()) {
            err.println(texts.of("failure.did-you-mean", String.join(", ", suggestions)));
        }
        err.println(texts.of("failure.see-help", name));
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        Throwable cause = e instanceof UncheckedIOException io
                ? Optional.<Throwable>ofNullable(io.getCause()).orElse(io)
                : e;
        Failure failure = failure(cause, command.getCommandSpec().qualifiedName());
        say(command, failure.message());
        if (System.getenv(TRACE) != null) {
            e.printStackTrace(command.getErr());
        }
        return failure.exitCode();
    }

    private String wrongUsage(ParameterException e, String name) {
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String word = unmatched.getUnmatched().getFirst();
            return texts.of(
                    isGroup(e.getCommandLine()) ? "failure.unknown-command" : "failure.unexpected-word", word, name);
        }
        // A group of commands was named and nothing in it; picocli has no exception of its own for that.
        if (e.getClass() == ParameterException.class && isGroup(e.getCommandLine())) {
            return texts.of("failure.no-command");
        }
        return String.valueOf(e.getMessage());
    }

    private static boolean isGroup(CommandLine command) {
        return !command.getSubcommands().isEmpty();
    }

    private Failure failure(Throwable e, String name) {
        return switch (e) {
            case CommandFailure stopped -> new Failure(stopped.exitCode(), String.valueOf(stopped.getMessage()));
            case InstallationRefused refused ->
                new Failure(ExitCode.FAILED, String.join(System.lineSeparator(), refused.problems()));
            case Refusal refusal -> new Failure(exitCode(refusal), words(refusal));
            case NoSuchFileException missing ->
                new Failure(ExitCode.NOT_FOUND, texts.of("failure.no-such-file", missing.getFile()));
            case AccessDeniedException denied ->
                new Failure(ExitCode.DENIED, texts.of("failure.file-denied", denied.getFile()));
            case FileAlreadyExistsException there ->
                new Failure(ExitCode.CONFLICT, texts.of("failure.file-exists", there.getFile()));
            case SQLTransientException later ->
                new Failure(ExitCode.TRY_AGAIN, texts.of("failure.database", String.valueOf(later.getMessage())));
            default -> new Failure(ExitCode.FAILED, texts.of("failure.unexpected", name, chain(e), TRACE));
        };
    }

    private static int exitCode(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound _ -> ExitCode.NOT_FOUND;
            case Refusal.NotPermitted _ -> ExitCode.DENIED;
            case Refusal.Stale _, Refusal.WrongState _ -> ExitCode.CONFLICT;
            case Refusal.Invalid _ -> ExitCode.FAILED;
            case Refusal.TooMany _ -> ExitCode.TRY_AGAIN;
        };
    }

    private String words(Refusal refusal) {
        return new Messages()
                .text(
                        texts.locale(),
                        "refusal." + refusal.slug(),
                        refusal.arguments().toArray());
    }

    private static void say(CommandLine command, String message) {
        command.getErr().println(command.getColorScheme().errorText("chosei: " + message));
    }

    /** The messages from the outermost failure to its cause, because the cause alone rarely says what was tried. */
    private static String chain(Throwable e) {
        StringBuilder chain = new StringBuilder(e.toString());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            chain.append(" ← ").append(cause);
        }
        return chain.toString();
    }

    private record Failure(int exitCode, String message) {}
}
