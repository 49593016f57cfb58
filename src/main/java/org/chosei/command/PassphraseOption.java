package org.chosei.command;

import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import org.chosei.installation.Secret;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The passphrase that seals the keys in a backup: out of a file, or asked for at the terminal and not shown. */
final class PassphraseOption {
    @Option(names = "--passphrase-file", paramLabel = "FILE", descriptionKey = "chosei.backup.passphrase-file")
    private @Nullable Path file;

    boolean isGiven() {
        return file != null;
    }

    /** To open with. */
    char[] known(Texts texts) {
        return file != null ? Secret.inFile(file).value().toCharArray() : ask(texts, "backup.passphrase");
    }

    /** To seal with: a slip of the finger would only show at the restore. */
    char[] chosen(Texts texts) {
        char[] first = known(texts);
        if (file == null && !Arrays.equals(first, ask(texts, "backup.passphrase-again"))) {
            throw new CommandFailure(ExitCode.FAILED, texts.of("backup.passphrases-differ"));
        }
        return first;
    }

    private static char[] ask(Texts texts, String question) {
        Console console = System.console();
        char[] said = console == null || !console.isTerminal() ? null : console.readPassword("%s ", texts.of(question));
        if (said == null) {
            throw new CommandFailure(ExitCode.USAGE, texts.of("backup.no-passphrase"));
        }
        return said;
    }
}
