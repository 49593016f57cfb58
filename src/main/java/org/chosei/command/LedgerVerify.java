package org.chosei.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.installation.AttachedDatabase;
import org.chosei.ledger.Anchor;
import org.chosei.ledger.FileAnchor;
import org.chosei.ledger.VerificationKey;
import org.chosei.ledger.proof.Report;
import org.chosei.ledger.proof.Trust;
import org.chosei.ledger.proof.Verification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies an export anywhere, or the installation's own chains, whether its server runs or not. */
@Command(name = "verify")
final class LedgerVerify implements Callable<Integer> {
    private static final Pattern CHECKPOINT = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "chosei.ledger.verify.file")
    private @Nullable Path file;

    @Option(names = "--key", paramLabel = "FILE")
    private List<Path> keys = List.of();

    @Option(names = "--anchor", paramLabel = "FILE")
    private List<Path> anchors = List.of();

    @Option(names = "--checkpoint", paramLabel = "N:HASH")
    private List<String> noted = List.of();

    @Option(names = "--json")
    private boolean json;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        Texts texts = Texts.ofTerminal();
        List<VerificationKey> believed = new ArrayList<>();
        for (Path key : keys) {
            believed.add(key(texts, key));
        }
        List<Anchor.Kept> kept = noted(texts);
        for (Path anchor : anchors) {
            kept.addAll(anchor(texts, anchor));
        }
        Report report = file == null ? live(texts, believed, kept) : exported(file, new Trust(believed, kept));
        ReportPrinter printer = new ReportPrinter(texts, report, file);
        spec.commandLine().getOut().println(json ? printer.json() : printer.text());
        return report.clean() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static Report exported(Path export, Trust trust) throws IOException {
        try (InputStream in = Files.newInputStream(export)) {
            return Verification.of(in, trust);
        }
    }

    /**
     * Every {@code keys/checkpoint*.pub} is believed: the key before a restore or a loss lies beside the present one. The
     * anchor is read first: a checkpoint that is made meanwhile must not seem to be missing.
     */
    private Report live(Texts texts, List<VerificationKey> believed, List<Anchor.Kept> kept)
            throws IOException, SQLException {
        CommandLog.warningsToStandardError();
        try (AttachedDatabase attached = AttachedDatabase.of(settings.read());
                DirectoryStream<Path> own = Files.newDirectoryStream(attached.keys(), "checkpoint*.pub")) {
            for (Path each : own) {
                believed.add(key(texts, each));
            }
            kept.addAll(new FileAnchor(attached.keys().resolve("checkpoints.log")).kept());
            Verification verification = new Verification(new Trust(believed, kept));
            LedgerOf.reading(attached, export -> export.write(null, false, verification::line));
            return verification.report();
        }
    }

    private static VerificationKey key(Texts texts, Path file) throws IOException {
        try {
            return VerificationKey.ofPem(Files.readString(file, US_ASCII));
        } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
            throw new CommandFailure(ExitCode.FAILED, texts.of("ledger.no-key", file));
        }
    }

    /** A file in which no checkpoint is noted would silently check nothing. */
    private static List<Anchor.Kept> anchor(Texts texts, Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        List<Anchor.Kept> kept = new FileAnchor(file).kept();
        if (kept.isEmpty()) {
            throw new CommandFailure(ExitCode.FAILED, texts.of("ledger.no-anchor", file));
        }
        return kept;
    }

    private List<Anchor.Kept> noted(Texts texts) {
        List<Anchor.Kept> kept = new ArrayList<>();
        for (String each : noted) {
            Matcher parts = CHECKPOINT.matcher(each);
            if (!parts.matches()) {
                throw new ParameterException(spec.commandLine(), texts.of("ledger.no-checkpoint", each));
            }
            kept.add(new Anchor.Kept(Long.parseLong(parts.group(1)), parts.group(2)));
        }
        return kept;
    }
}
