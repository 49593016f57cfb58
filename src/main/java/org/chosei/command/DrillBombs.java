package org.chosei.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Fault 21: mails that become huge when they are opened. Each is put aside within two seconds, memory hardly grows, and mails that
 * come meanwhile go their way.
 */
final class DrillBombs implements Drill {
    private static final Path GPG = Path.of("/usr/bin/gpg");
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration ROUTING = Duration.ofMinutes(2);
    private static final int DEPTH = 1_000;
    private static final int UNPACKED = 512 * 1024 * 1024;
    private static final int ZIPS = 4;
    private static final int WARM_UP = 40;
    private static final int WARM_UP_BYTES = 1024 * 1024;
    private static final int MOST_MS = 2_000;
    private static final int MOST_GROWTH_MB = 64;

    @Override
    public String name() {
        return "bombs";
    }

    @Override
    public int times() {
        return 10;
    }

    @Override
    public List<Path> needs() {
        return List.of(GPG);
    }

    @Override
    public List<Mark> make(DrillRun run) throws Exception {
        try (BenchGround ground = BenchGround.create(run.texts());
                ServerProcess server = ServerProcess.start(ground);
                GpgPeer gpg = GpgPeer.create()) {
            server.awaitFirstPage(START);
            HandingPeer.await(ground.mailPort(), START);
            List<byte[]> bombs = List.of(nested(), packed(gpg, ground), zip());
            run.say(bombs.stream()
                    .map(bomb -> bomb.length / 1024 + " kB")
                    .toList()
                    .toString());
            for (int i = 0; i < WARM_UP; i++) {
                hand(ground, ordinary(i));
            }
            KeptMails.whenRouted(ground, ROUTING);
            long before = server.rssMb();
            List<Double> settled = new ArrayList<>();
            for (int time = 0; time < run.times(); time++) {
                for (byte[] bomb : bombs) {
                    hand(ground, again(bomb, time));
                    long start = System.nanoTime();
                    KeptMails.whenRouted(ground, ROUTING);
                    settled.add((System.nanoTime() - start) / 1e6);
                }
            }
            long after = server.rssMb();
            KeptMails kept = KeptMails.now(ground);
            server.stop();
            double slowest =
                    settled.stream().mapToDouble(Double::doubleValue).max().orElse(0);
            return List.of(
                    Mark.figure("bombs", settled.size()),
                    Mark.exactly("kept", kept.hashes().size(), (double) WARM_UP + settled.size()),
                    Mark.exactly("neverRouted", kept.waiting(), 0),
                    Mark.atMost("slowestMs", Bench.rounded(slowest), MOST_MS),
                    Mark.atMost("rssGrowthMb", after - before, MOST_GROWTH_MB));
        }
    }

    private static void hand(BenchGround ground, byte[] mail) throws IOException {
        try (HandingPeer peer = HandingPeer.connect(ground.mailPort())) {
            String answer = peer.hand(mail);
            if (!answer.startsWith("250")) {
                throw new IOException("it said " + answer);
            }
        }
    }

    /** With a large file, so that memory has its usual size before it is watched. */
    private static byte[] ordinary(int number) {
        return mail(
                number,
                "Content-Type: application/octet-stream; name=trace.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(new byte[WARM_UP_BYTES]));
    }

    /** Another mail of the same content. */
    private static byte[] again(byte[] mail, int time) {
        return ("X-Time: " + time + "\r\n" + new String(mail, US_ASCII)).getBytes(US_ASCII);
    }

    private static byte[] mail(int number, String rest) {
        return ("From: drill@peer.example\r\nSubject: " + number + "\r\nMIME-Version: 1.0\r\n" + rest)
                .getBytes(US_ASCII);
    }

    private static byte[] nested() {
        StringBuilder nested = new StringBuilder();
        for (int depth = 0; depth < DEPTH; depth++) {
            nested.append("Content-Type: multipart/mixed; boundary=b").append(depth);
            nested.append("\r\n\r\n--b").append(depth).append("\r\n");
        }
        return mail(1, nested.toString());
    }

    private static byte[] packed(GpgPeer gpg, BenchGround ground) throws IOException, InterruptedException {
        Path key = gpg.home().resolve("ours.asc");
        Files.writeString(key, ground.openPgpKey().toArmor());
        gpg.run("--import", key.toString());
        Path zeros = gpg.home().resolve("zeros");
        Files.write(zeros, new byte[UNPACKED / 8]);
        Path out = gpg.home().resolve("bomb.asc");
        gpg.run(
                "--armor",
                "--compress-algo",
                "zip",
                "--recipient",
                ground.openPgpKey().fingerprint(),
                "--output",
                out.toString(),
                "--encrypt",
                zeros.toString());
        String armored = Files.readString(out).replace("\r\n", "\n").replace("\n", "\r\n");
        return mail(
                2,
                "Content-Type: multipart/encrypted; boundary=e\r\n\r\n--e\r\nContent-Type: application/pgp-encrypted\r\n\r\n"
                        + "Version: 1\r\n\r\n--e\r\nContent-Type: application/octet-stream\r\n\r\n" + armored
                        + "\r\n--e--");
    }

    /** A ZIP file of ZIP files, each of zeros. */
    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream outer = new ZipOutputStream(bytes)) {
            for (int i = 0; i < ZIPS; i++) {
                outer.putNextEntry(new ZipEntry(i + ".zip"));
                ZipOutputStream inner = new ZipOutputStream(outer);
                inner.putNextEntry(new ZipEntry("zeros"));
                byte[] zeros = new byte[WARM_UP_BYTES];
                for (int written = 0; written < UNPACKED / ZIPS; written += zeros.length) {
                    inner.write(zeros);
                }
                inner.closeEntry();
                inner.finish();
                outer.closeEntry();
            }
        }
        return mail(
                3,
                "Content-Type: multipart/mixed; boundary=z\r\n\r\n--z\r\nContent-Type: application/zip; name=report.zip\r\n"
                        + "Content-Disposition: attachment; filename=report.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(bytes.toByteArray()) + "\r\n--z--");
    }
}
