package org.chosei.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chosei.demo.StagedWave;
import org.chosei.distribution.Fairness;
import org.chosei.mail.Deliveries.State;

/** What a wave came to, held against what its relay saw. */
final class WaveTruth {
    /** From the relay's note of a mail to the instant that the report names for it. */
    private static final Duration LATEST = Duration.ofSeconds(15);

    private WaveTruth() {}

    /**
     * The marks that hold for every wave, whatever was done to it.
     *
     * @param refused addresses to which the relay never took a mail
     */
    static List<Mark> marks(StagedWave desk, StagedWave.Planned wave, DrillRelay relay, Set<String> refused) {
        Map<String, List<DrillRelay.Taken>> got = relay.byRecipient();
        List<Fairness.Line> report = desk.report(wave.caseId());
        int vendors = wave.addresses().size();
        List<Mark> marks = new ArrayList<>();
        marks.add(Mark.figure("vendors", vendors));
        marks.add(Mark.exactly(
                "withoutMail",
                wave.addresses().stream()
                        .filter(address -> !refused.contains(address) && !got.containsKey(address))
                        .count(),
                0));
        marks.add(Mark.exactly("otherCopies", relay.different(), 0));
        marks.add(Mark.exactly(
                "earlyMails",
                relay.taken().stream()
                        .filter(mail -> mail.at().isBefore(wave.at()))
                        .count(),
                0));
        marks.add(Mark.exactly("reported", report.size(), vendors));
        marks.add(Mark.exactly(
                "reportedUntrue",
                report.stream()
                        .filter(line -> !isTrue(line, wave, got, refused))
                        .count(),
                0));
        marks.add(Mark.exactly(
                "ledgerEntries", desk.entriesOfHandingOver(wave.caseId()), (double) vendors - refused.size()));
        return marks;
    }

    private static boolean isTrue(
            Fairness.Line line, StagedWave.Planned wave, Map<String, List<DrillRelay.Taken>> got, Set<String> refused) {
        String name = line.vendor().name(java.util.Locale.ENGLISH);
        String address = "psirt@m" + name.substring("Maker ".length()) + ".example";
        Instant handed = line.handedOverAt();
        if (!wave.at().equals(line.grantedAt())) {
            return false;
        }
        if (refused.contains(address)) {
            return line.delivery() == State.BOUNCED && handed == null && !got.containsKey(address);
        }
        return line.delivery() == State.HANDED_OVER
                && handed != null
                && got.getOrDefault(address, List.of()).stream()
                        .anyMatch(mail -> !handed.isBefore(mail.at().minusMillis(1))
                                && handed.isBefore(mail.at().plus(LATEST)));
    }
}
