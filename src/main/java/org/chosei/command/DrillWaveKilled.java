package org.chosei.command;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.chosei.demo.StagedWave;
import org.chosei.installation.AttachedDatabase;

/**
 * Faults 3 and 4: the server of a wave is killed, first about its instant, then again and again while its mails leave. Every vendor
 * gets its mail; what comes twice is the same mail and was on its way at a kill; nobody sees anything before the instant; and the
 * fairness report says of each vendor what the relay saw.
 */
final class DrillWaveKilled implements Drill {
    private static final int VENDORS_FOR_EACH_KILL = 50;
    private static final int FEWEST = 100;
    private static final int MEMBERS = 5;
    private static final Duration PACE = Duration.ofMillis(10);
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LEAVING = Duration.ofMinutes(10);
    /** Lanes times batch: what may have left without a note of it. */
    private static final int MOST_IN_FLIGHT = 800;

    @Override
    public String name() {
        return "wave-killed";
    }

    @Override
    public int times() {
        return 20;
    }

    @Override
    public List<Mark> make(DrillRun run) throws Exception {
        int vendors = Math.max(FEWEST, run.times() * VENDORS_FOR_EACH_KILL);
        Random random = run.random();
        try (BenchGround ground = BenchGround.create(run.texts());
                DrillRelay relay = DrillRelay.start(PACE, Set.of())) {
            ground.relay(relay.port());
            StagedWave.Planned wave = plan(ground, vendors);
            int inFlight = 0;
            int mostInFlight = 0;
            try (WaitingVendors waiting = WaitingVendors.start(ground, wave)) {
                for (int kill = 1; kill <= run.times(); kill++) {
                    int until =
                            kill == 1 ? 0 : relay.recipients() + share(vendors, relay, run.times() - kill + 2, random);
                    try (ServerProcess server = ServerProcess.start(ground)) {
                        server.awaitFirstPage(START);
                        if (kill == 1) {
                            about(wave, random);
                        } else {
                            await(relay, until);
                        }
                        server.killMinusNine();
                    }
                    int now = relay.recipients() - handedOver(ground);
                    inFlight += now;
                    mostInFlight = Math.max(mostInFlight, now);
                    run.say("%d/%d: %d, %d".formatted(kill, run.times(), relay.recipients(), now));
                }
                try (StagedWave desk = StagedWave.open(ground.read())) {
                    awaitAll(desk, wave, waiting);
                    List<Mark> marks = new ArrayList<>(WaveTruth.marks(desk, wave, relay, Set.of()));
                    marks.add(Mark.figure("kills", run.times()));
                    marks.add(Mark.figure("onTheirWayAtKills", inFlight));
                    marks.add(Mark.atMost("onTheirWayAtOneKill", mostInFlight, MOST_IN_FLIGHT));
                    marks.add(Mark.atMost("copies", relay.copies(), inFlight));
                    marks.add(Mark.atLeast("pagesAsked", waiting.asked(), 1));
                    marks.add(Mark.exactly("earlyReads", waiting.early(), 0));
                    marks.add(Mark.exactly(
                            "membersWhoRead", waiting.read(), wave.members().size()));
                    return marks;
                }
            }
        }
    }

    /** So far ahead that a server can be started before the instant. */
    private static StagedWave.Planned plan(BenchGround ground, int vendors) {
        try (StagedWave desk = StagedWave.open(ground.read())) {
            return desk.plan(vendors, MEMBERS, Duration.ofMillis(20_000L + 5L * vendors));
        }
    }

    private static int share(int vendors, DrillRelay relay, int shares, Random random) {
        return 1 + random.nextInt(Math.max(1, 2 * (vendors - relay.recipients()) / shares - 1));
    }

    /** Within a second before or after the instant. */
    private static void about(StagedWave.Planned wave, Random random) throws InterruptedException {
        long ahead =
                Duration.between(InstantSource.system().instant(), wave.at()).toMillis();
        TimeUnit.MILLISECONDS.sleep(Math.max(0, ahead + random.nextInt(2_000) - 1_000));
    }

    private static void await(DrillRelay relay, int until) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (relay.recipients() < until && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private static void awaitAll(StagedWave desk, StagedWave.Planned wave, WaitingVendors waiting)
            throws InterruptedException {
        long deadline = System.nanoTime() + LEAVING.toNanos();
        while ((desk.waiting(wave.caseId()) > 0
                        || waiting.read() < wave.members().size())
                && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Of how many mails the database of the killed server says that they left. */
    private static int handedOver(BenchGround ground) throws IOException, SQLException {
        try (AttachedDatabase attached = AttachedDatabase.of(ground.read());
                Connection owner = attached.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "select set_config('chosei.kind', 'system', false), set_config('chosei.purpose', 'backup', false)");
            try (ResultSet row =
                    statement.executeQuery("select count(*) from mail_delivery where state = 'HANDED_OVER'")) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
