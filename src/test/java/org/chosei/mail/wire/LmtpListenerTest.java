package org.chosei.mail.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door for a mail server beside, which speaks LMTP. */
class LmtpListenerTest {
    private final List<Envelope> kept = new CopyOnWriteArrayList<>();
    private boolean full;
    private SmtpListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = SmtpListener.start(
                InetAddress.getLoopbackAddress(),
                0,
                new SmtpListener.Settings(
                        "mx.csirt.example",
                        address -> address.endsWith("@csirt.example"),
                        SmtpListener.Limits.standard(),
                        null,
                        InstantSource.system(),
                        SmtpListener.Protocol.LMTP),
                (envelope, raw) -> {
                    if (full) {
                        throw new IOException("no room");
                    }
                    kept.add(envelope);
                });
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void postfixHandsOverForSeveralRecipientsAtOnce() throws Exception {
        Peer.run(
                new byte[0],
                "/usr/sbin/smtp-source",
                "-L",
                "-m",
                "30",
                "-s",
                "3",
                "-r",
                "4",
                "-f",
                "sender@example.org",
                "-t",
                "vh@csirt.example",
                "127.0.0.1:" + listener.port());

        assertThat(kept)
                .hasSize(30)
                .allSatisfy(envelope -> assertThat(envelope.recipients()).hasSize(4));
    }

    @Test
    void thereIsOneReplyForEachAcceptedRecipientAndNoneForTheOthers() throws IOException {
        try (var client = new RawClient(listener.port())) {
            client.reply();
            assertThat(client.say("EHLO client.example")).startsWith("500");
            assertThat(client.say("LHLO client.example")).startsWith("250");
            client.say("MAIL FROM:<sender@example.org>");
            client.say("RCPT TO:<vh@csirt.example>");
            assertThat(client.say("RCPT TO:<somebody@else.example>")).startsWith("550");
            client.say("RCPT TO:<reply+x@csirt.example>");
            assertThat(client.say("DATA")).startsWith("354");

            assertThat(client.say("Subject: x\r\n\r\nwords\r\n.")).startsWith("250");
            assertThat(client.reply()).startsWith("250");
            assertThat(client.say("NOOP")).startsWith("250");
        }
        assertThat(kept).hasSize(1);
    }

    @Test
    void whatWasNotKeptIsRefusedForEach() throws IOException {
        full = true;
        try (var client = new RawClient(listener.port())) {
            client.reply();
            client.say("LHLO client.example");
            client.say("MAIL FROM:<sender@example.org>");
            client.say("RCPT TO:<vh@csirt.example>");
            client.say("RCPT TO:<other@csirt.example>");
            client.say("DATA");

            assertThat(client.say("Subject: x\r\n\r\nwords\r\n.")).startsWith("451");
            assertThat(client.reply()).startsWith("451");
        }
        assertThat(kept).isEmpty();
    }
}
