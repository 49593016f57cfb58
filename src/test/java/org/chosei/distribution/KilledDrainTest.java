package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chosei.demo.MailSink;
import org.chosei.installation.Settings;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.mail.MailCharset;
import org.chosei.mail.wire.Envelope;
import org.chosei.mail.wire.SmtpListener;
import org.chosei.server.Server;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kill -9 while many mails leave: each arrives, and what arrives twice is the same mail and was on its way at the kill. */
@Tag("slow")
@Timeout(120)
class KilledDrainTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final int LETTERS = 300;
    private static final int BEFORE_THE_KILL = 120;
    /** What the lanes may have handed over without having said so: see {@code Drain.BATCH} and {@code DrainLanes.USUAL}. */
    private static final int ON_THEIR_WAY = 400;

    private final List<MailSink.Message> taken = new CopyOnWriteArrayList<>();
    private final CountDownLatch enough = new CountDownLatch(BEFORE_THE_KILL);

    @TempDir
    Path temporary;

    private void take(Envelope envelope, byte[] bytes) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        taken.add(new MailSink.Message(envelope, bytes));
        enough.countDown();
    }

    @Test
    void everyMailArrivesAndOnlyWhatWasOnItsWayArrivesTwiceAsTheSameMail() throws Exception {
        Path data = TestDatabase.dataDirectoryIn(temporary);
        var relay = new SmtpListener.Settings("relay.example", _ -> true, SmtpListener.Limits.standard(), null, CLOCK);
        try (SmtpListener listener = SmtpListener.start(InetAddress.getLoopbackAddress(), 0, relay, this::take)) {
            Path file = ServedProcess.settings(temporary, data, listener.port());
            stage(Settings.read(file, Map.of()));
            assertThat(taken).isEmpty();

            List<String> first;
            try (ServedProcess process = ServedProcess.start(file, data)) {
                assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
                process.killMinusNine();
                first = ids();
            }
            assertThat(first.size()).isLessThan(LETTERS);

            try (Server _ = Server.start(Settings.read(file, Map.of()))) {
                WaveDesk.await(() -> Set.copyOf(ids()).size() == LETTERS);
            }
            Set<String> unsure = Set.copyOf(first);
            Map<String, List<MailSink.Message>> byId =
                    taken.stream().collect(Collectors.groupingBy(mail -> WaveDesk.header(mail, "Message-ID")));
            List<List<MailSink.Message>> copies =
                    byId.values().stream().filter(each -> each.size() > 1).toList();
            assertThat(byId).hasSize(LETTERS);
            assertThat(copies).hasSizeLessThanOrEqualTo(Math.min(ON_THEIR_WAY, first.size()));
            assertThat(copies).allSatisfy(each -> {
                assertThat(each).hasSize(2);
                assertThat(each.get(1).bytes()).isEqualTo(each.get(0).bytes());
                assertThat(unsure).contains(WaveDesk.header(each.getFirst(), "Message-ID"));
            });
        }
    }

    private void stage(Settings settings) {
        try (Server server = Server.start(settings)) {
            Vendors vendors = new Vendors(server::part);
            List<ClearLetters.Letter> letters = IntStream.range(0, LETTERS)
                    .mapToObj(i -> new ClearLetters.Letter(
                            Uuid7.at(CLOCK.instant()),
                            "new" + i + "@vendor.example",
                            Locale.ENGLISH,
                            MailCharset.UTF_8,
                            ClearTemplate.INVITATION,
                            Map.of(
                                    "team",
                                    "Test Team",
                                    "inviter",
                                    "Maker",
                                    "link",
                                    "https://chosei.example/invitations/" + i,
                                    "until",
                                    "2026-12-01 12:00 (UTC)")))
                    .toList();
            vendors.asStaff(() -> {
                server.part(ClearLetters.class).stage(letters, CLOCK.instant().plus(Duration.ofSeconds(15)));
                return true;
            });
        }
    }

    private List<String> ids() {
        return taken.stream().map(mail -> WaveDesk.header(mail, "Message-ID")).toList();
    }
}
