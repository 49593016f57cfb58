package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.demo.MailSink;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.installation.Settings;
import org.chosei.kernel.PersonId;
import org.chosei.mail.Deliveries.State;
import org.chosei.mail.wire.Envelope;
import org.chosei.mail.wire.SmtpListener;
import org.chosei.server.Server;
import org.chosei.testing.Gpg;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P5 against kill -9: the process dies at a wave's instant, when the relay has taken a mail and its answer is still on the
 * way, and in the middle of the transaction that publishes an advisory.
 */
@Tag("slow")
class KilledServerTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final List<MailSink.Message> taken = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstTaken = new CountDownLatch(1);
    private final CountDownLatch killed = new CountDownLatch(1);

    @TempDir
    Path temporary;

    /** Takes the mail and does not say so before the sender was killed. */
    private void take(Envelope envelope, byte[] bytes) throws IOException {
        MailSink.Message message = new MailSink.Message(envelope, bytes);
        if (!WaveDesk.text(message).contains("BEGIN PGP MESSAGE")) {
            return;
        }
        taken.add(message);
        firstTaken.countDown();
        try {
            if (!killed.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nobody was killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Test
    void afterTheRestartTheJobsCompleteNothingWasEarlyAndOnlyTheSameMailIsRepeated() throws Exception {
        Path data = TestDatabase.dataDirectoryIn(temporary);
        var relay = new SmtpListener.Settings("relay.example", _ -> true, SmtpListener.Limits.standard(), null, CLOCK);
        try (Gpg gpg = new Gpg();
                SmtpListener listener = SmtpListener.start(InetAddress.getLoopbackAddress(), 0, relay, this::take)) {
            Path file = ServedProcess.settings(temporary, data, listener.port());
            Settings settings = Settings.read(file, Map.of());
            Planned planned = plan(settings, gpg, data);
            assertThat(CLOCK.instant()).as("all of this took place before").isBefore(planned.at());

            try (ServedProcess process = ServedProcess.start(file, data)) {
                assertThat(firstTaken.await(60, TimeUnit.SECONDS)).isTrue();
                WaveDesk.await(() -> process.asleep() == 1);
                process.killMinusNine();
            }
            killed.countDown();
            assertThat(taken).as("one was on its way").hasSize(1);

            try (Server again = Server.start(settings)) {
                completed(new Vendors(again::part), planned);
            }
        }
    }

    /** What is to happen at the instant. */
    private record Planned(CoordinatedCase of, List<Vendor> to, Instant at) {}

    private static Planned plan(Settings settings, Gpg gpg, Path data) throws SQLException, IOException {
        try (Server server = Server.start(settings)) {
            Vendors vendors = new Vendors(server::part);
            Vendor first = vendors.active("First", gpg);
            Vendor second = vendors.active("Second", gpg);
            CoordinatedCase of = vendors.openCase(null);
            hangOnce(data);
            Instant at = vendors.in(Duration.ofSeconds(12));
            vendors.plan(vendors.request(of, at, first, second));
            schedule(server, vendors, of, at);
            return new Planned(of, List.of(first, second), at);
        }
    }

    /** The first publication stays in the middle of its transaction. A sequence is not rolled back with it. */
    private static void hangOnce(Path data) throws SQLException, IOException {
        try (Connection owner = ServedProcess.owner(data);
                Statement statement = owner.createStatement()) {
            statement.execute("create sequence hangs");
            statement.execute("""
                    create function hang_once() returns trigger language plpgsql security definer
                       set search_path = public, pg_temp as $$
                    begin
                        if nextval('hangs') = 1 then perform pg_sleep(300); end if;
                        return new;
                    end $$""");
            statement.execute(
                    "create trigger hang_once before insert on publication for each row execute function hang_once()");
        }
    }

    private static void schedule(Server server, Vendors vendors, CoordinatedCase of, Instant at) {
        var advisories = server.part(org.chosei.advisories.Advisories.class);
        var words = new org.chosei.advisories.Draft.Words("Broken login", "A console lets strangers in.", "", "", "");
        var draft = new org.chosei.advisories.Draft(
                org.chosei.advisories.Draft.Words.NONE, words, "", "", "", "", "", List.of());
        Scope.Person author = vendors.staff();
        Scope.Person approver =
                new Scope.Person(new PersonId(UUID.randomUUID()), author.organisation(), Set.of(Role.APPROVER));
        vendors.as(author, () -> done(() -> advisories.save(of.id(), draft, 0)));
        vendors.as(approver, () -> done(() -> advisories.approve(of.id(), 1)));
        vendors.as(author, () -> done(() -> advisories.schedule(of.id(), at.atZone(ZoneOffset.UTC))));
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }

    private void completed(Vendors vendors, Planned planned) {
        CoordinatedCase of = planned.of();
        WaveDesk.await(() -> published(vendors, of) == 1);
        for (Vendor vendor : planned.to()) {
            WaveDesk.await(() -> vendors.line(of, vendor).delivery() == State.HANDED_OVER);
            assertThat(vendors.line(of, vendor).grantedAt()).isEqualTo(planned.at());
            assertThat(vendors.as(
                            vendors.memberOf(vendor),
                            () -> vendors.sql()
                                    .sql("select count(*) from notice")
                                    .query(Long.class)
                                    .single()))
                    .isEqualTo(1);
        }
        assertThat(taken)
                .as("the one on its way twice, the other once")
                .hasSize(3)
                .allSatisfy(mail -> assertThat(mail.at()).isAfterOrEqualTo(planned.at()));
        MailSink.Message repeated = taken.getFirst();
        List<MailSink.Message> same =
                taken.stream().filter(mail -> id(mail).equals(id(repeated))).toList();
        assertThat(same).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.bytes()).isEqualTo(repeated.bytes());
            assertThat(mail.envelope().recipients())
                    .isEqualTo(repeated.envelope().recipients());
        });
        assertThat(taken.stream().map(KilledServerTest::id).distinct()).hasSize(2);
        assertThat(vendors.entries(of, "mail.handed-over")).isEqualTo(2);
        assertThat(vendors.entries(of, "wave.planned")).isEqualTo(1);
        assertThat(vendors.entries(of, "advisory.published")).isEqualTo(1);
        assertThat(vendors.asStaff(() -> vendors.sql()
                        .sql("select published_at from publication where number = :number")
                        .param("number", of.number())
                        .query((row, _) ->
                                row.getObject(1, OffsetDateTime.class).toInstant())
                        .single()))
                .isAfterOrEqualTo(planned.at());
    }

    private static long published(Vendors vendors, CoordinatedCase of) {
        return Scopes.as(
                new Scope.Public(),
                () -> java.util.Objects.requireNonNull(vendors.transaction()
                        .execute(_ -> vendors.sql()
                                .sql("select count(*) from publication where number = :number")
                                .param("number", of.number())
                                .query(Long.class)
                                .single())));
    }

    private static String id(MailSink.Message mail) {
        return WaveDesk.header(mail, "Message-ID");
    }
}
