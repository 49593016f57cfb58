package org.chosei.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chosei.crypto.KeyReading;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.OpenPgpMessages;
import org.chosei.crypto.Opened;
import org.chosei.crypto.OwnKey;
import org.chosei.crypto.SignatureFinding;
import org.chosei.mail.reading.IncomingMail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Opens, verifies and reads replies that gpg wrote, as the router does before its transaction; beside one gpg for each. */
@Command(name = "replies")
final class BenchReplies extends Bench<BenchReplies.Figures> {
    private static final int MOST = 10_000;
    private static final int FEWEST = 10;
    private static final int BYTES = 20_000;
    private static final double AIM = 3;
    /** A server has opened so many before it matters how fast it is. */
    private static final int WARM_UP = 2_000;

    @Option(names = "--messages", defaultValue = "200", paramLabel = "N")
    private int messages;

    @Override
    Optional<String> wrong(Texts texts) {
        return outside(messages, FEWEST, MOST, texts, "bench.replies.number");
    }

    @Override
    String words(Texts texts, Figures figures) {
        return texts.of(
                "bench.replies.result",
                figures.messages(),
                figures.perSecond(),
                figures.gpgPerSecond(),
                figures.ratioToGpg(),
                AIM);
    }

    @Override
    Figures measure(Texts texts, PrintWriter err) throws IOException, InterruptedException, ExecutionException {
        try (GpgPeer gpg = GpgPeer.create()) {
            Path home = gpg.home();
            err.println(texts.of("bench.replies.writing", messages));
            Instant now = InstantSource.system().instant();
            OwnKey ours = OwnKey.generate("Centre <centre@bench.example>", now.minusSeconds(60));
            OwnKey vendor = OwnKey.generate("Vendor <vendor@bench.example>", now.minusSeconds(60));
            Files.write(home.resolve("ours.gpg"), ours.toBytes());
            Files.write(home.resolve("vendor.gpg"), vendor.toBytes());
            gpg.run(
                    "--import",
                    home.resolve("ours.gpg").toString(),
                    home.resolve("vendor.gpg").toString());
            List<Path> replies = write(gpg, ours, vendor);
            OpenPgpKey certificate = (OpenPgpKey)
                    ((KeyReading.Readable) OpenPgpKey.read(vendor.certificate().toBytes())).key();
            err.println(texts.of("bench.replies.opening"));
            for (int opened = 0; opened < WARM_UP; opened += messages) {
                open(replies, ours, certificate);
            }
            double perSecond = perSecond(() -> open(replies, ours, certificate));
            double gpgPerSecond = perSecond(() -> gpgEach(gpg, replies));
            return new Figures(
                    messages,
                    BYTES,
                    Runtime.getRuntime().availableProcessors(),
                    rounded(perSecond),
                    rounded(gpgPerSecond),
                    rounded(perSecond / gpgPerSecond),
                    AIM);
        }
    }

    private List<Path> write(GpgPeer gpg, OwnKey ours, OwnKey vendor) throws IOException, InterruptedException {
        List<Path> replies = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < messages; i++) {
            StringBuilder text = new StringBuilder("Content-Type: text/plain; charset=utf-8\r\n\r\naffected\r\n");
            while (text.length() < BYTES) {
                text.append(Long.toHexString(random.nextLong())).append("\r\n");
            }
            Path entity = Files.writeString(gpg.home().resolve("entity" + i), text, UTF_8);
            Path reply = gpg.home().resolve("reply" + i + ".asc");
            gpg.run(
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
    private static void gpgEach(GpgPeer gpg, List<Path> replies) throws InterruptedException, ExecutionException {
        try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Callable<Boolean>> work = replies.stream()
                    .<Callable<Boolean>>map(reply -> () -> {
                        gpg.run("--output", reply + ".plain", "--decrypt", reply.toString());
                        return true;
                    })
                    .toList();
            for (Future<Boolean> each : workers.invokeAll(work)) {
                each.get();
            }
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
