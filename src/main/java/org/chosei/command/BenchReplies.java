package org.chosei.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chosei.crypto.KeyReading;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.OpenPgpMessages;
import org.chosei.crypto.Opened;
import org.chosei.crypto.OwnKey;
import org.chosei.crypto.SignatureFinding;
import org.chosei.mail.reading.IncomingMail;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Opens, verifies and reads replies that gpg wrote, as the router does before its transaction; beside one gpg for each. */
@Command(name = "replies")
final class BenchReplies implements Callable<Integer> {
    private static final int MOST = 10_000;
    private static final int FEWEST = 10;
    private static final int BYTES = 20_000;
    private static final double AIM = 3;
    /** A server has opened so many before it matters how fast it is. */
    private static final int WARM_UP = 2_000;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--messages", defaultValue = "200", paramLabel = "N")
    private int messages;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        CommandSpec command = Optional.ofNullable(spec).orElseThrow();
        Texts texts = Texts.ofTerminal();
        if (messages < FEWEST || messages > MOST) {
            throw new ParameterException(command.commandLine(), texts.of("bench.replies.number", FEWEST, MOST));
        }
        Figures figures = measure(texts, command.commandLine().getErr());
        command.commandLine()
                .getOut()
                .println(
                        json
                                ? JsonMapper.shared().writeValueAsString(figures)
                                : texts.of(
                                        "bench.replies.result",
                                        figures.messages(),
                                        figures.perSecond(),
                                        figures.gpgPerSecond(),
                                        figures.ratioToGpg(),
                                        AIM));
        return ExitCode.OK;
    }

    private Figures measure(Texts texts, PrintWriter err) throws IOException, InterruptedException, ExecutionException {
        Path home = Files.createTempDirectory(
                "chosei-replies", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            err.println(texts.of("bench.replies.writing", messages));
            Instant now = InstantSource.system().instant();
            OwnKey ours = OwnKey.generate("Centre <centre@bench.example>", now.minusSeconds(60));
            OwnKey vendor = OwnKey.generate("Vendor <vendor@bench.example>", now.minusSeconds(60));
            Files.write(home.resolve("ours.gpg"), ours.toBytes());
            Files.write(home.resolve("vendor.gpg"), vendor.toBytes());
            gpg(
                    home,
                    "--import",
                    home.resolve("ours.gpg").toString(),
                    home.resolve("vendor.gpg").toString());
            List<Path> replies = write(home, ours, vendor);
            OpenPgpKey certificate = (OpenPgpKey)
                    ((KeyReading.Readable) OpenPgpKey.read(vendor.certificate().toBytes())).key();
            err.println(texts.of("bench.replies.opening"));
            for (int opened = 0; opened < WARM_UP; opened += messages) {
                open(replies, ours, certificate);
            }
            double perSecond = perSecond(() -> open(replies, ours, certificate));
            double gpgPerSecond = perSecond(() -> gpgEach(home, replies));
            return new Figures(
                    messages,
                    BYTES,
                    Runtime.getRuntime().availableProcessors(),
                    rounded(perSecond),
                    rounded(gpgPerSecond),
                    rounded(perSecond / gpgPerSecond),
                    AIM);
        } finally {
            gpg(home, "--version");
            new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
                    .start()
                    .waitFor();
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private List<Path> write(Path home, OwnKey ours, OwnKey vendor) throws IOException, InterruptedException {
        List<Path> replies = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < messages; i++) {
            StringBuilder text = new StringBuilder("Content-Type: text/plain; charset=utf-8\r\n\r\naffected\r\n");
            while (text.length() < BYTES) {
                text.append(Long.toHexString(random.nextLong())).append("\r\n");
            }
            Path entity = Files.writeString(home.resolve("entity" + i), text, UTF_8);
            Path reply = home.resolve("reply" + i + ".asc");
            gpg(
                    home,
                    "--armor",
                    "--local-user",
                    vendor.fingerprint(),
                    "--recipient",
                    ours.fingerprint(),
                    "--output",
                    reply.toString(),
                    "--sign",
                    "--encrypt",
                    entity.toString());
            replies.add(reply);
        }
        return replies;
    }

    /** On all processors, as the router's jobs run. */
    private static void open(List<Path> replies, OwnKey ours, OpenPgpKey vendor)
            throws InterruptedException, ExecutionException {
        Instant now = InstantSource.system().instant();
        try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Callable<Boolean>> work = replies.stream()
                    .<Callable<Boolean>>map(reply -> () -> isGood(Files.readAllBytes(reply), ours, vendor, now))
                    .toList();
            for (Future<Boolean> each : workers.invokeAll(work)) {
                if (!each.get()) {
                    throw new IllegalStateException("a reply was not verified");
                }
            }
        }
    }

    private static boolean isGood(byte[] armored, OwnKey ours, OpenPgpKey vendor, Instant now) {
        return OpenPgpMessages.open(armored, List.of(ours)) instanceof Opened.Plain plain
                && IncomingMail.read(plain.content()) instanceof IncomingMail
                && plain.signedBy(List.of(vendor), now) instanceof SignatureFinding.Good;
    }

    /** One process for each, as many at once as there are processors. */
    private static void gpgEach(Path home, List<Path> replies) throws InterruptedException, ExecutionException {
        try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Callable<Boolean>> work = replies.stream()
                    .<Callable<Boolean>>map(reply -> () -> {
                        gpg(home, "--output", reply + ".plain", "--decrypt", reply.toString());
                        return true;
                    })
                    .toList();
            for (Future<Boolean> each : workers.invokeAll(work)) {
                each.get();
            }
        }
    }

    private static void gpg(Path home, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--no-tty"));
        command.addAll(List.of("--yes", "--quiet", "--no-options", "--no-auto-check-trustdb"));
        command.addAll(List.of("--pinentry-mode", "loopback", "--passphrase", "", "--trust-model", "always"));
        command.addAll(List.of(arguments));
        Path words = home.resolve("words" + Thread.currentThread().threadId());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + "\n" + Files.readString(words, US_ASCII));
        }
    }

    private interface Work {
        void run() throws InterruptedException, ExecutionException;
    }

    private double perSecond(Work work) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        work.run();
        return messages / ((System.nanoTime() - start) / 1e9);
    }

    private static double rounded(double figure) {
        return Math.round(figure * 100) / 100.0;
    }

    /**
     * What was measured in one run, on all processors on both sides.
     *
     * @param perSecond replies decrypted, verified against the vendor's certificate and read
     * @param gpgPerSecond replies decrypted and verified by one gpg process each
     */
    record Figures(
            int messages,
            int bytes,
            int processors,
            double perSecond,
            double gpgPerSecond,
            double ratioToGpg,
            double aim) {}
}
