package org.chosei.mail.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that are not ours and speak the same protocols. */
public final class Peer {
    private Peer() {}

    /** Runs to the end and returns standard output; anything but exit code 0 fails the test with what it wrote. */
    public static String run(byte[] input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(false).start();
        var err = new StringBuilder();
        Thread errors = Thread.startVirtualThread(() -> err.append(text(process.getErrorStream())));
        try (var stdin = process.getOutputStream()) {
            stdin.write(input);
        }
        String out = text(process.getInputStream());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        errors.join();
        assertThat(process.exitValue()).as("%s: %s", List.of(command), err).isZero();
        return out;
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Postfix's smtp-sink with {@code options}, until closed. */
    public static Sink sink(String... options) throws IOException {
        int port = freePort();
        var command = new ArrayList<String>(List.of("/usr/sbin/smtp-sink"));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "postfix"));
        }
        command.addAll(List.of(options));
        command.addAll(List.of("127.0.0.1:" + port, "64"));
        var log = Path.of("target", "smtp-sink-" + port + ".log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        var sink = new Sink(process, port);
        await().atMost(java.time.Duration.ofSeconds(10)).until(() -> {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
        return sink;
    }

    record Sink(Process process, int port) implements AutoCloseable {
        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
