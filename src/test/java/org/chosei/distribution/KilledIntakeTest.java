package org.chosei.distribution;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.chosei.kernel.Sha256;
import org.chosei.mail.wire.Peer;
import org.chosei.mail.wire.RelayResult;
import org.chosei.mail.wire.SmtpRelay;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fault 1 in short: the server is killed again and again while mails arrive; what heard 250 is kept, and nothing twice. */
@Tag("slow")
class KilledIntakeTest {
    private static final int MESSAGES = 400;
    private static final int KILLS = 3;

    @TempDir
    Path temporary;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void everyMailThatHeardTwoHundredFiftyIsKeptExactlyOnce() throws Exception {
        Path data = TestDatabase.dataDirectoryIn(temporary);
        int port = Peer.freePort();
        int web = Peer.freePort();
        Path settings = Files.write(
                temporary.resolve("chosei.conf"),
                List.of(
                        "data-directory = " + data,
                        "listen-port = " + web,
                        "mail.listen-port = " + port,
                        "base-url = http://127.0.0.1:" + web));
        List<byte[]> mails = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            mails.add(("Subject: " + i + "\r\n\r\n" + "words ".repeat(i * 7 % 500) + "\r\n").getBytes(US_ASCII));
        }
        for (int kill = 0; kill < KILLS; kill++) {
            Set<String> before = Set.copyOf(acknowledged);
            try (ServedProcess process = ServedProcess.start(settings, data)) {
                await(port);
                Thread killer = Thread.ofVirtual().start(() -> {
                    while (acknowledged.size() < before.size() + MESSAGES / (KILLS + 1)) {
                        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                    }
                    try {
                        process.killMinusNine();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                handOver(port, mails);
                killer.join();
            }
        }
        assertThat(acknowledged).as("killed in the middle").hasSizeLessThan(MESSAGES);
        try (ServedProcess process = ServedProcess.start(settings, data)) {
            await(port);
            handOver(port, mails);
            List<String> kept = kept(data);
            assertThat(acknowledged).hasSize(MESSAGES);
            assertThat(kept).doesNotHaveDuplicates();
            assertThat(new HashSet<>(kept)).isEqualTo(acknowledged);
            assertThat(process).isNotNull();
        }
    }

    /** Whatever was not acknowledged is sent again, as a mail server does. */
    private void handOver(int port, List<byte[]> mails) {
        try (var senders = Executors.newFixedThreadPool(8)) {
            for (byte[] mail : mails) {
                senders.submit(() -> send(port, mail));
            }
        }
    }

    private void send(int port, byte[] mail) {
        String sha256 = Sha256.hex(mail);
        if (acknowledged.contains(sha256)) {
            return;
        }
        var relay = new SmtpRelay(SmtpRelay.Settings.of("127.0.0.1", port, SmtpRelay.Tls.OFF, "peer.example"));
        try (var session = relay.open()) {
            if (session.send("sender@peer.example", "chosei@localhost", mail) instanceof RelayResult.HandedOver) {
                acknowledged.add(sha256);
            }
        }
    }

    private static List<String> kept(Path data) throws Exception {
        try (Connection owner = ServedProcess.owner(data);
                Statement statement = owner.createStatement()) {
            statement.execute("select set_config('chosei.purpose', 'backup', false)");
            List<String> kept = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("select sha256 from incoming_mail")) {
                while (rows.next()) {
                    kept.add(rows.getString(1));
                }
            }
            return kept;
        }
    }

    private static void await(int port) throws IOException {
        for (int i = 0; i < 1200; i++) {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (probe.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        throw new IOException("the listener did not come up");
    }
}
