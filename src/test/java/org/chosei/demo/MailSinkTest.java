package org.chosei.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.chosei.mail.wire.RelayResult;
import org.chosei.mail.wire.SmtpRelay;
import org.junit.jupiter.api.Test;

class MailSinkTest {
    private static final byte[] MAIL = "Subject: hello\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void keepsEveryMessageWithItsEnvelopeAndInstant() throws Exception {
        var now = new AtomicReference<>(Instant.parse("2026-12-01T08:00:00Z"));
        try (var sink = MailSink.start(now::get)) {
            send(sink, "a@vendor.example");
            now.set(Instant.parse("2026-12-01T09:00:00Z"));
            send(sink, "b@vendor.example");

            assertThat(sink.messages())
                    .extracting(MailSink.Message::at)
                    .containsExactly(Instant.parse("2026-12-01T08:00:00Z"), Instant.parse("2026-12-01T09:00:00Z"));
            assertThat(sink.messagesTo("b@vendor.example")).singleElement().satisfies(message -> {
                assertThat(message.bytes()).isEqualTo(MAIL);
                assertThat(message.envelope().from()).isEqualTo("bounce@csirt.example");
            });
            assertThat(sink.connections()).isEqualTo(2);
            sink.forget();
            assertThat(sink.messages()).isEmpty();
        }
    }

    @Test
    void comesBackOnItsPortWithWhatItHad() throws Exception {
        var now = Instant.parse("2026-12-01T08:00:00Z");
        try (var sink = MailSink.start(() -> now)) {
            int port = sink.port();
            assertThat(send(sink, "a@vendor.example")).isInstanceOf(RelayResult.HandedOver.class);
            sink.stop();
            assertThat(send(sink, "a@vendor.example")).isInstanceOf(RelayResult.Deferred.class);
            sink.restart();
            assertThat(sink.port()).isEqualTo(port);
            assertThat(send(sink, "a@vendor.example")).isInstanceOf(RelayResult.HandedOver.class);
            assertThat(sink.messages()).hasSize(2);
        }
    }

    private static RelayResult send(MailSink sink, String to) {
        var settings = SmtpRelay.Settings.of("127.0.0.1", sink.port(), SmtpRelay.Tls.OFF, "app.csirt.example");
        try (var session = new SmtpRelay(settings).open()) {
            return session.send("bounce@csirt.example", to, MAIL);
        }
    }
}
