package org.chosei.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.KeyReading;
import org.chosei.distribution.Wave;
import org.chosei.mail.Deliveries;
import org.chosei.testing.Gpg;
import org.chosei.testing.Openssl;
import org.chosei.testing.Sequoia;
import org.junit.jupiter.api.Test;

/** What the benches of distribution measure is really there: many vendors get a wave, and nobody reads it early. */
class LargeWaveTest {
    @Test
    void waveToManyTakesAsManyStatementsAsToFewAndReachesAllOfThem() {
        try (LargeWave large =
                LargeWave.open(GeneratedKeys.curve(30, Instant.now().minusSeconds(60)), 0)) {
            large.plan(10, Duration.ofHours(9));
            int few = large.plan(10, Duration.ofHours(9)).statements();
            assertThat(large.bare(30)).isPositive();

            LargeWave.Planned all = large.plan(30, Duration.ofSeconds(3));
            assertThat(all.statements()).isEqualTo(few).isPositive();
            try (PollingVendors polling = large.poll(all.wave(), 8, Duration.ofMillis(400))) {
                PollingVendors.Seen seen = polling.await();
                assertThat(seen.early()).isZero();
                assertThat(seen.late()).isPositive();
            }
            LargeWave.HandedOver mails = large.awaitMails(all.wave(), 30, Duration.ofSeconds(60));
            assertThat(mails.first()).isAfterOrEqualTo(all.wave().visibleFrom());
            assertThat(large.mailsTaken()).isEqualTo(30);
        }
    }

    @Test
    void aThousandGetTheirMailAtTheInstantAndThreeProgramsReadTheSameWords() throws IOException {
        try (MailSink relay = MailSink.start(InstantSource.system());
                Gpg gpg = new Gpg();
                Sequoia sequoia = new Sequoia("S <sequoia@psirt.example>");
                Openssl openssl = new Openssl()) {
            Openssl.Pair smime = openssl.rsa("smime@psirt.example", 90);
            List<Certificate> keys = new ArrayList<>(Stream.of(
                            gpg.publicKey(gpg.generateCurve25519("G <gnupg@psirt.example>")),
                            sequoia.certificate(),
                            smime.certificate())
                    .map(LargeWaveTest::read)
                    .toList());
            keys.addAll(GeneratedKeys.curve(997, Instant.now().minusSeconds(60)));
            try (LargeWave large = LargeWave.open(keys, relay.port())) {
                Wave wave = large.plan(1_000, Duration.ofSeconds(15)).wave();
                large.awaitMails(wave, 1_000, Duration.ofMinutes(3));

                assertThat(relay.messages())
                        .hasSize(1_000)
                        .allSatisfy(
                                mail -> assertThat(mail.envelope().recipients()).hasSize(1))
                        .allSatisfy(mail -> assertThat(mail.at()).isAfterOrEqualTo(wave.visibleFrom()));
                assertThat(large.report(wave)).hasSize(1_000).allSatisfy(line -> {
                    assertThat(line.delivery()).isEqualTo(Deliveries.State.HANDED_OVER);
                    assertThat(line.grantedAt()).isEqualTo(wave.visibleFrom());
                    assertThat(line.readAt()).as("of a mail nobody knows").isNull();
                });

                String words = gpg.decrypt(only(relay, large.address(0))).text();
                assertThat(words).contains("hp=\"cipher\"");
                assertThat(sequoia.open(only(relay, large.address(1)), large.ownCertificate())
                                .text())
                        .isEqualTo(words);
                byte[] signed = openssl.decrypt(only(relay, large.address(2)), "SMIME", smime)
                        .output();
                assertThat(new String(openssl.output(signed, "cms", "-verify", "-inform", "SMIME", "-noverify"), UTF_8))
                        .isEqualTo(words);
            }
        }
    }

    private static Certificate read(byte[] uploaded) {
        return ((KeyReading.Readable) Certificate.read(uploaded)).key();
    }

    private static byte[] only(MailSink relay, String address) {
        List<MailSink.Message> mails = relay.messagesTo(address);
        assertThat(mails).hasSize(1);
        return mails.getFirst().bytes();
    }
}
