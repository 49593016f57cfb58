package org.chosei.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Postfix's {@code smtp-sink}, which takes every mail and keeps none, and {@code smtp-source}, which hands mails to it. */
record SinkPeer(Process process, int port) implements AutoCloseable {
    static final Path SINK = Path.of("/usr/sbin/smtp-sink");
    static final Path SOURCE = Path.of("/usr/sbin/smtp-source");
    private static final int TIMEOUT_SECONDS = 600;

    static SinkPeer start(int port) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(SINK.toString(), "-u", "nobody", "127.0.0.1:" + port, "1024")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (int i = 0; i < 200; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return new SinkPeer(process, port);
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        process.destroyForcibly();
        throw new IOException("smtp-sink did not open port " + port);
    }

    /** Seconds until it had taken so many mails, over connections that stay open. */
    double source(int mails, int bytes, int connections) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process source = new ProcessBuilder(List.of(
                        SOURCE.toString(),
                        "-d",
                        "-m",
                        String.valueOf(mails),
                        "-s",
                        String.valueOf(connections),
                        "-l",
                        String.valueOf(bytes),
                        "-f",
                        "bench@peer.example",
                        "-t",
                        "psirt@vendor.example",
                        "127.0.0.1:" + port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!source.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || source.exitValue() != 0) {
            throw new IOException("smtp-source did not hand over " + mails + " mails");
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
