package org.chosei.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chosei.command.DrillRelay.Manner;
import org.chosei.demo.StagedWave;
import org.chosei.distribution.Fairness;

/**
 * Faults 11 to 14: while a wave leaves, its relay is shot, falls silent, says "not now" and refuses to speak, in turn; and some
 * addresses it never takes. All others get their mail, copies are the same mail, and the report tells the truth of all of it.
 */
final class DrillRelayFaults implements Drill {
    private static final List<Manner> FAULTS = List.of(Manner.SHOT, Manner.STALLED, Manner.NOT_NOW, Manner.CLOSED);
    private static final int VENDORS_FOR_EACH_FAULT = 100;
    private static final int REFUSED_OF = 50;
    private static final Duration PACE = Duration.ofMillis(10);
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration NEXT = Duration.ofSeconds(90);
    private static final Duration LEAVING = Duration.ofMinutes(15);
    /** As many as can be on their way at once. */
    private static final int LANES = 8;

    @Override
    public String name() {
        return "relay-faults";
    }

    @Override
    public int times() {
        return 10;
    }

    @Override
    public List<Mark> make(DrillRun run) throws Exception {
        int vendors = run.times() * VENDORS_FOR_EACH_FAULT;
        Random random = run.random();
        Set<String> refused = IntStream.range(0, vendors / REFUSED_OF)
                .mapToObj(i -> "psirt@m" + i * REFUSED_OF + ".example")
                .collect(Collectors.toSet());
        try (BenchGround ground = BenchGround.create(run.texts());
                DrillRelay relay = DrillRelay.start(PACE, refused)) {
            ground.relay(relay.port());
            StagedWave.Planned wave;
            try (StagedWave desk = StagedWave.open(ground.read())) {
                wave = desk.plan(vendors, 1, Duration.ofMillis(15_000L + 5L * vendors));
            }
            int leaving = vendors - refused.size();
            try (ServerProcess server = ServerProcess.start(ground)) {
                server.awaitFirstPage(START);
                for (int fault = 0; fault < run.times(); fault++) {
                    Manner manner = FAULTS.get(fault % FAULTS.size());
                    await(relay, (fault + 1) * leaving / (run.times() + 1), NEXT);
                    relay.be(manner);
                    TimeUnit.MILLISECONDS.sleep(2_000 + random.nextInt(4_000));
                    relay.be(Manner.TAKING);
                    run.say("%d/%d %s: %d".formatted(fault + 1, run.times(), manner, relay.recipients()));
                }
                await(relay, leaving, LEAVING);
                server.stop();
            }
            try (StagedWave desk = StagedWave.open(ground.read())) {
                long deadline = System.nanoTime() + LEAVING.toNanos();
                while (desk.waiting(wave.caseId()) > 0 && System.nanoTime() < deadline) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                List<Fairness.Line> report = desk.report(wave.caseId());
                List<Mark> marks = new ArrayList<>(WaveTruth.marks(desk, wave, relay, refused));
                marks.add(Mark.figure("faults", run.times()));
                marks.add(Mark.figure("refusedForGood", refused.size()));
                marks.add(Mark.exactly("waiting", desk.waiting(wave.caseId()), 0));
                marks.add(Mark.figure(
                        "mostTries",
                        report.stream().mapToInt(Fairness.Line::tries).max().orElse(0)));
                marks.add(Mark.atMost("copies", relay.copies(), (double) LANES * run.times()));
                return marks;
            }
        }
    }

    private static void await(DrillRelay relay, int until, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (relay.recipients() < until && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
