package org.chosei.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.chosei.demo.AnonymousReport;
import org.chosei.demo.StagedWave;

/**
 * Fault 8: the disk of the database is full, again and again, while mails come and a wave leaves. Who hands mail over hears 452 and
 * loses nothing; a form says why and gives back what was typed; mails of the wave are not sent over and over; and when there is room
 * again everything goes on, without a restart.
 */
final class DrillDiskFull implements Drill {
    private static final int MEGABYTES = 700;
    private static final int VENDORS = 200;
    private static final int MAILS_FOR_EACH_TIME = 40;
    private static final int MAIL_BYTES = 48_000;
    private static final int MOST_ROUNDS_TO_FILL = 50;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration FULL = Duration.ofSeconds(20);
    private static final Duration LEAVING = Duration.ofMinutes(5);
    private static final int MOST_RECOVERY_SECONDS = 30;
    /** Batches that may have been on their way when the disk became full. */
    private static final int COPIES_FOR_EACH_TIME = 800;

    @Override
    public String name() {
        return "disk-full";
    }

    @Override
    public int times() {
        return 3;
    }

    @Override
    public List<Path> needs() {
        return List.of(GroundMount.MOUNT);
    }

    @Override
    public List<Mark> make(DrillRun run) throws Exception {
        try (BenchGround ground = BenchGround.create(run.texts());
                DrillRelay relay = DrillRelay.start(Duration.ofMillis(5), Set.of())) {
            if (!GroundMount.make(ground.data(), MEGABYTES)) {
                throw new CommandFailure(ExitCode.FAILED, run.texts().of("drill.disk-full.mount"));
            }
            ground.relay(relay.port());
            StagedWave.Planned wave;
            try (StagedWave desk = StagedWave.open(ground.read())) {
                wave = desk.plan(VENDORS, 1, Duration.ofSeconds(60));
            }
            Rounds rounds = new Rounds(run, ground);
            try (ServerProcess server = ServerProcess.start(ground)) {
                server.awaitFirstPage(START);
                HandingPeer.await(ground.mailPort(), START);
                for (int time = 1; time <= run.times(); time++) {
                    rounds.one(time == 1 ? wave : null);
                    run.say("%d/%d: %s, %d"
                            .formatted(
                                    time,
                                    run.times(),
                                    rounds.answers,
                                    relay.taken().size()));
                }
                long deadline = System.nanoTime() + LEAVING.toNanos();
                while (relay.recipients() < VENDORS && System.nanoTime() < deadline) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                KeptMails kept = KeptMails.whenRouted(ground, LEAVING);
                boolean alive = server.isAlive();
                server.stop();
                List<Mark> marks = new ArrayList<>(rounds.marks(kept));
                marks.add(Mark.exactly("sameServer", alive ? 1 : 0, 1));
                try (StagedWave desk = StagedWave.open(ground.read())) {
                    while (desk.waiting(wave.caseId()) > 0 && System.nanoTime() < deadline) {
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                    marks.addAll(WaveTruth.marks(desk, wave, relay, Set.of()));
                }
                marks.add(Mark.atMost("copies", relay.copies(), (double) COPIES_FOR_EACH_TIME * run.times()));
                return marks;
            }
        }
    }

    /** Filled, seen, and with room again; what was heard meanwhile. */
    private static final class Rounds {
        private final DrillRun run;
        private final BenchGround ground;
        private final Random random;
        private final Set<String> heard = new LinkedHashSet<>();
        private final Map<String, Integer> answers = new TreeMap<>();
        private int number;
        private int formsRefused;
        private int formsKept;
        private int formsTaken;
        private long slowest;
        private int timesFull;

        Rounds(DrillRun run, BenchGround ground) {
            this.run = run;
            this.ground = ground;
            this.random = run.random();
        }

        /** Until the instant of the wave has passed, where there is one. */
        void one(StagedWave.@org.jspecify.annotations.Nullable Planned wave) throws Exception {
            List<byte[]> mails = new ArrayList<>();
            for (int i = 0; i < MAILS_FOR_EACH_TIME; i++) {
                mails.add(mail());
            }
            hand(mails.subList(0, MAILS_FOR_EACH_TIME / 4));
            String words = "Words " + "that nobody wants to type twice ".repeat(10) + number;
            try (AnonymousReport report = AnonymousReport.written(ground.firstPage(), words)) {
                Path ballast = fill();
                if (wave != null) {
                    run.say("full %d s before the instant of the wave"
                            .formatted(Duration.between(InstantSource.system().instant(), wave.at())
                                    .toSeconds()));
                }
                try {
                    whileFull(mails, wave);
                    AnonymousReport.Answer answer = report.send(words);
                    formsRefused += answer.status() == 503 && answer.refusal().equals("no-room") ? 1 : 0;
                    formsKept += answer.wordsKept() ? 1 : 0;
                } finally {
                    Files.delete(ballast);
                }
                recover();
                hand(mails);
                formsTaken += report.send(words).status() == 200 ? 1 : 0;
            }
        }

        private byte[] mail() {
            StringBuilder words = new StringBuilder();
            while (words.length() < MAIL_BYTES) {
                words.append(Long.toHexString(random.nextLong())).append(random.nextInt(4) == 0 ? "\r\n" : " ");
            }
            return ("From: drill@peer.example\r\nSubject: " + number++ + "\r\n\r\n" + words + "\r\nlast")
                    .getBytes(US_ASCII);
        }

        /** Writes until nothing more goes. */
        private Path fill() throws IOException {
            Path ballast = ground.data().resolve("ballast");
            byte[] zeros = new byte[64 * 1024];
            try (OutputStream out = Files.newOutputStream(ballast)) {
                while (true) {
                    out.write(zeros);
                }
            } catch (IOException full) {
                return ballast;
            }
        }

        /** Hands mails over until one is refused, and then for as long as the disk stays full. */
        private void whileFull(List<byte[]> mails, StagedWave.@org.jspecify.annotations.Nullable Planned wave)
                throws Exception {
            boolean full = false;
            for (int i = 0; i < MOST_ROUNDS_TO_FILL && !full; i++) {
                List<byte[]> more = new ArrayList<>();
                for (int j = 0; j < MAILS_FOR_EACH_TIME; j++) {
                    more.add(mail());
                }
                full = hand(more) < more.size();
                more.removeIf(each -> heard.contains(HandingPeer.hash(each)));
                mails.addAll(more);
            }
            timesFull += full ? 1 : 0;
            long end = System.nanoTime() + FULL.toNanos();
            while (System.nanoTime() < end
                    || wave != null
                            && InstantSource.system()
                                    .instant()
                                    .isBefore(wave.at().plus(FULL))) {
                hand(mails.subList(0, Math.min(mails.size(), MAILS_FOR_EACH_TIME)));
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }

        private void recover() throws Exception {
            long begun = System.nanoTime();
            long deadline = begun + Duration.ofMinutes(2).toNanos();
            while (hand(List.of(mail())) == 0 && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            slowest = Math.max(slowest, System.nanoTime() - begun);
        }

        /** Those not yet acknowledged; how many were. */
        private int hand(List<byte[]> mails) throws InterruptedException {
            List<byte[]> left = mails.stream()
                    .filter(each -> !heard.contains(HandingPeer.hash(each)))
                    .toList();
            int before = heard.size();
            HandingPeers.handOver(ground.mailPort(), 1, left, Duration.ofMinutes(2), () -> {}, (mail, answer) -> {
                answers.merge(answer.substring(0, 3), 1, Integer::sum);
                if (answer.startsWith("250")) {
                    heard.add(HandingPeer.hash(mail));
                }
            });
            return heard.size() - before;
        }

        List<Mark> marks(KeptMails kept) {
            Set<String> lost = new HashSet<>(heard);
            lost.removeAll(new HashSet<>(kept.hashes()));
            int given = run.times();
            int gaveUp = answers.entrySet().stream()
                    .filter(each -> each.getKey().startsWith("5"))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            return List.of(
                    Mark.exactly("timesFull", timesFull, given),
                    Mark.figure("acknowledged", heard.size()),
                    Mark.atLeast("heard452", answers.getOrDefault("452", 0), given),
                    Mark.figure("heard451", answers.getOrDefault("451", 0)),
                    Mark.exactly("refusedForGood", gaveUp, 0),
                    Mark.exactly("lost", lost.size(), 0),
                    Mark.exactly("doubled", kept.hashes().size() - new HashSet<>(kept.hashes()).size(), 0),
                    Mark.exactly("neverRouted", kept.waiting(), 0),
                    Mark.exactly("formsRefused", formsRefused, given),
                    Mark.exactly("formsGivenBack", formsKept, given),
                    Mark.exactly("formsTakenLater", formsTaken, given),
                    Mark.atMost("recoverySeconds", Bench.rounded(slowest / 1e9), MOST_RECOVERY_SECONDS));
        }
    }
}
