package org.chosei.ledger.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.chosei.kernel.CaseId;
import org.chosei.ledger.Anchor;
import org.chosei.ledger.Entry;
import org.chosei.ledger.LedgerRoom;
import org.chosei.testing.TestCheckpointKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports made by a real server, then altered in every way that P6 names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportTamperingTest {
    private final LedgerRoom room = new LedgerRoom();
    /** A chain of eight entries, signed after three and after six; two checkpoints more follow without it. */
    private final CaseId of = LedgerRoom.newCase();

    private final List<String> original = export();

    private List<String> export() {
        write(1, 3);
        room.signedChain(1);
        write(4, 6);
        room.signedChain(1);
        room.signedChain(1);
        write(7, 8);
        return room.export(of, false);
    }

    private void write(int from, int to) {
        for (int i = from; i <= to; i++) {
            room.append(Entry.of(of, "test.written").about("step", i).detail("why", "理由 " + i));
        }
    }

    @AfterAll
    void stop() {
        room.close();
    }

    @Test
    void anUntouchedExportIsClean() {
        Report report = verify(forger());
        assertThat(report.findings()).isEmpty();
        assertThat(report.caseId()).isEqualTo(of.value());
        assertThat(report.entries()).isEqualTo(8);
        assertThat(report.chains()).isEqualTo(1);
        assertThat(report.unsigned()).isEqualTo(2);
        assertThat(report.keys()).containsExactly(room.key().id());
        assertThat(report.keysKnown()).isTrue();
        assertThat(verify(forger(), new Trust(List.of(room.key()), room.anchored()))
                        .findings())
                .isEmpty();
    }

    @Test
    void everythingIsExportedAndCleanAcrossPages() {
        CaseId large = LedgerRoom.newCase();
        room.as(room.staff, () -> {
            for (int i = 0; i < 1_001; i++) {
                room.application.bean(org.chosei.ledger.Ledger.class).append(Entry.of(large, "test.written"));
            }
            return true;
        });
        room.signedChain(1);
        Report report = verify(new Forger(room.export(null, false)));
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isGreaterThan(1_001);
        assertThat(report.chains()).isGreaterThan(4);
        assertThat(report.unsigned()).isLessThan(1_001);
    }

    @ParameterizedTest
    @CsvSource({
        "test.written, test.softened",
        "person:, persom:",
        "step:5, step:6",
        "'\"at\":\"2', '\"at\":\"3'",
        "'\"audience\":null', '\"audience\":\"00000000-0000-0000-0000-000000000001\"'"
    })
    void anEditedEntryIsNamed(String from, String to) {
        Forger forger = forger();
        forger.change(forger.entry(5), line -> line.replace(from, to));
        assertThat(verify(forger)).satisfies(found("edited 5"));
    }

    @Test
    void anEditedEntryWithItsHashMadeAnewIsNamed() {
        Forger forger = forger();
        int line = forger.entry(5);
        forger.change(line, each -> each.replace("step:5", "step:9")).hashed(line);
        assertThat(verify(forger)).satisfies(found("edited 5"));
    }

    @Test
    void theLastEntryEditedWithItsHashMadeAnewIsNamed() {
        Forger forger = forger();
        int line = forger.entry(8);
        forger.change(line, each -> each.replace("step:8", "step:9")).hashed(line);
        assertThat(verify(forger)).satisfies(found("edited 8"));
    }

    @Test
    void anEntryWithAnotherNumberIsNamed() {
        Forger forger = forger();
        forger.change(forger.entry(5), line -> line.replace("\"seq\":5", "\"seq\":50"));
        assertThat(verify(forger)).satisfies(found("edited 5"));
    }

    @Test
    void aDeletedEntryIsNamed() {
        Forger forger = forger();
        forger.lines.remove(forger.entry(5));
        forger.lines.remove(forger.entry(4));
        forger.counted();
        assertThat(verify(forger)).satisfies(found("deleted 4-5"));
    }

    @Test
    void aDeletedEntryWhoseSuccessorsWereNumberedAnewIsNamed() {
        Forger forger = forger();
        forger.lines.remove(forger.entry(5));
        for (int i = 6; i <= 8; i++) {
            int before = i;
            forger.change(forger.entry(i), line -> line.replace("\"seq\":" + before, "\"seq\":" + (before - 1)));
        }
        forger.change(forger.chain(), line -> line.replace("\"seq\":8", "\"seq\":7"))
                .counted();
        assertThat(verify(forger)).satisfies(found("deleted 5"));
    }

    @Test
    void anInsertedEntryIsNamed() {
        Forger forger = forger();
        int line = forger.entry(5);
        forger.lines.add(line, forger.lines.get(line).replace("step:5", "step:51"));
        forger.hashed(line).counted();
        assertThat(verify(forger)).satisfies(found("inserted 5"));
    }

    @Test
    void anInsertedEntryWhoseSuccessorsWereNumberedAnewIsNamed() {
        Forger forger = forger();
        int line = forger.entry(5);
        forger.lines.add(line, forger.lines.get(line).replace("step:5", "step:51"));
        forger.hashed(line);
        for (int i = 8; i >= 5; i--) {
            int before = i;
            forger.change(line + 1 + i - 5, each -> each.replace("\"seq\":" + before, "\"seq\":" + (before + 1)));
        }
        forger.counted();
        assertThat(verify(forger)).satisfies(found("inserted 5"));
    }

    @Test
    void anEntryBeyondTheEndIsNamed() {
        Forger forger = forger();
        int line = forger.entry(8);
        String last = forger.lines.get(line);
        forger.lines.add(
                line + 1,
                last.replace("\"seq\":8", "\"seq\":9")
                        .replaceAll("\"previous\":\"[0-9a-f]{64}\"", "\"previous\":\"" + forger.hash(line) + "\""));
        forger.hashed(line + 1).counted();
        assertThat(verify(forger)).satisfies(found("inserted 9"));
    }

    @Test
    void reorderedEntriesAreNamed() {
        Forger forger = forger();
        Collections.swap(forger.lines, forger.entry(4), forger.entry(5));
        assertThat(verify(forger)).satisfies(found("reordered 4"));
    }

    @Test
    void entriesMovedFarAndNumberedAnewAreNamed() {
        Forger forger = forger();
        int second = forger.entry(2);
        int seventh = forger.entry(7);
        Collections.swap(forger.lines, second, seventh);
        forger.change(second, line -> line.replace("\"seq\":7", "\"seq\":2"));
        forger.change(seventh, line -> line.replace("\"seq\":2", "\"seq\":7"));
        assertThat(names(verify(forger))).anyMatch(name -> name.startsWith("reordered "));
    }

    @Test
    void aTruncatedChainIsNamedBecauseItsHeadWasSigned() {
        Forger forger = forger();
        for (int i = 8; i >= 5; i--) {
            forger.lines.remove(forger.entry(i));
        }
        String head = forger.hash(forger.entry(4));
        forger.change(forger.chain(), line -> line.replaceAll("\"head\":\".*", "\"head\":\"" + head + "\",\"seq\":4}"))
                .counted();
        assertThat(verify(forger)).satisfies(found("truncated 5-6"));
    }

    @Test
    void aChainTruncatedTogetherWithItsCheckpointsIsNamedByOneNotedBefore() {
        Forger forger = forger();
        List<Anchor.Kept> noted = noted(forger);
        for (int i = 8; i >= 4; i--) {
            forger.lines.remove(forger.entry(i));
        }
        String head = forger.hash(forger.entry(3));
        forger.change(forger.chain(), line -> line.replaceAll("\"head\":\".*", "\"head\":\"" + head + "\",\"seq\":3}"));
        for (Anchor.Kept each : noted.subList(1, noted.size())) {
            forger.lines.remove(forger.checkpoint(each.seq()));
        }
        forger.counted();
        assertThat(verify(forger).findings()).as("consistent in itself").isEmpty();
        for (List<Anchor.Kept> known : List.of(noted, List.of(noted.getLast()))) {
            assertThat(verify(forger, new Trust(List.of(), known)))
                    .satisfies(found("truncated checkpoints "
                            + range(noted.get(1).seq(), noted.getLast().seq())));
        }
    }

    @Test
    void anExportWithoutItsCheckpointsIsNamed() {
        Forger forger = forger();
        forger.lines.removeIf(line -> line.startsWith("{\"checkpoint\":"));
        forger.rehashed();
        assertThat(verify(forger)).satisfies(found("truncated checkpoints 1"));
    }

    @Test
    void checkpointsThatNameTheChainCannotBeLeftOut() {
        Forger forger = forger();
        forger.change(forger.entry(2), line -> line.replace("step:2", "step:9")).rehashed();
        forger.lines.removeIf(line -> line.startsWith("{\"checkpoint\":") && line.contains(of.toString()));
        forger.counted();
        assertThat(names(verify(forger))).anyMatch(name -> name.startsWith("deleted checkpoints 1"));
    }

    @Test
    void aCheckpointLeftOutIsNamed() {
        Forger forger = forger();
        long seq = noted(forger).get(1).seq();
        forger.lines.remove(forger.checkpoint(seq));
        forger.counted();
        assertThat(verify(forger)).satisfies(found("deleted checkpoints " + seq));
    }

    @Test
    void anEditedCheckpointIsNamed() {
        Forger forger = forger();
        long seq = noted(forger).get(1).seq();
        forger.change(forger.checkpoint(seq), line -> line.replace("\"at\":\"2", "\"at\":\"3"));
        assertThat(names(verify(forger))).contains("edited checkpoints " + seq, "bad-signature checkpoints " + seq);
    }

    @Test
    void aChainHashedAnewIsNamedBecauseAnotherWasSigned() {
        Forger forger = forger();
        forger.change(forger.entry(2), line -> line.replace("step:2", "step:9")).rehashed();
        assertThat(verify(forger)).satisfies(found("rewritten 3"));
    }

    @Test
    void aChainHashedAnewAfterTheFirstSignatureIsNamedAtTheSecond() {
        Forger forger = forger();
        forger.lines.remove(forger.entry(5));
        forger.rehashed();
        assertThat(verify(forger)).satisfies(found("rewritten 6"));
    }

    @Test
    void signaturesOfTheForgerAreNamedWhenTheKeyIsKnown() {
        Forger forger = resigned(new TestCheckpointKey());
        assertThat(names(verify(forger))).isNotEmpty().allMatch(name -> name.startsWith("unknown-key checkpoints"));
    }

    @Test
    void withoutAKnownKeyTheForgersIsToldAndANotedCheckpointNamesTheForgery() {
        TestCheckpointKey key = new TestCheckpointKey();
        List<Anchor.Kept> noted = noted(forger());
        Forger forger = resigned(key);
        Report report = verify(forger, new Trust(List.of(), List.of()));
        assertThat(report.findings()).as("nothing to compare with").isEmpty();
        assertThat(report.keysKnown()).isFalse();
        assertThat(report.keys())
                .containsExactly(new org.chosei.ledger.VerificationKey(key.publicKey()).id())
                .doesNotContain(room.key().id());
        assertThat(names(verify(forger, new Trust(List.of(), noted))))
                .contains("rewritten checkpoints " + noted.getFirst().seq());
    }

    @Test
    void signaturesThatDoNotFitAreNamed() {
        Forger forger = forger();
        String foreign = original.get(forger.checkpoint(noted(forger).get(1).seq()));
        String signature = foreign.substring(foreign.indexOf(",\"signature\""));
        long first = noted(forger).getFirst().seq();
        forger.change(forger.checkpoint(first), line -> line.substring(0, line.indexOf(",\"signature\"")) + signature);
        assertThat(verify(forger)).satisfies(found("bad-signature checkpoints " + first));
    }

    @Test
    void aFileThatWasCutOffIsNamed() {
        byte[] whole = LedgerRoom.bytes(original);
        int end = whole.length - original.getLast().length() - 1;
        for (int length : List.of(end, end - 1, end - 300, end / 2, 100, 1)) {
            assertThat(names(verify(Arrays.copyOf(whole, length), room.trust())))
                    .as("cut to %d bytes", length)
                    .isNotEmpty();
        }
        assertThat(names(verify(new byte[0], room.trust()))).containsExactly("truncated file 0");
    }

    @Test
    void whatIsNoExportIsSaidOnce() {
        assertThat(names(verify("{\"a\":1}\n{}\n\0\n".getBytes(UTF_8), room.trust())))
                .containsExactly("unreadable file 0");
    }

    /** P6: any single byte. Seeded, so that a failure comes again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3, 6, 8})
    void anyByteChangedInAnEntryLineIsFound(long seq) {
        byte[] whole = LedgerRoom.bytes(original);
        int line = forger().entry(seq);
        int from = original.subList(0, line).stream()
                .mapToInt(each -> each.getBytes(UTF_8).length + 1)
                .sum();
        int length = original.get(line).getBytes(UTF_8).length + 1;
        Random random = new Random(seq);
        for (int at = from; at < from + length; at++) {
            for (byte change : changes(whole[at], random)) {
                byte[] altered = whole.clone();
                altered[at] = change;
                assertThat(verify(altered, room.trust()).findings())
                        .as("byte %d of entry %d from %d to %d", at - from, seq, whole[at], change)
                        .isNotEmpty();
            }
        }
    }

    /** One bit, the other case, a line's end, and two at random. */
    private static List<Byte> changes(byte before, Random random) {
        List<Byte> changes = new ArrayList<>(
                List.of((byte) (before ^ 1), (byte) (before ^ 0x20), (byte) '\n', (byte) random.nextInt(), (byte)
                        random.nextInt()));
        changes.removeIf(change -> change == before);
        return changes;
    }

    @Test
    void revealedDetailsAreCheckedAgainstTheirCommitment() {
        List<String> revealed = room.export(of, true);
        Report report = verify(new Forger(revealed));
        assertThat(report.findings()).isEmpty();
        Forger forger = new Forger(revealed);
        int line = forger.entry(5);
        assertThat(forger.lines.get(line)).contains("\"details\":{\"details\":{\"why\":\"理由 5\"},\"salt\":");
        forger.change(line, each -> each.replace("理由 5", "理由 6"));
        assertThat(verify(forger)).satisfies(found("details-altered 5"));
    }

    @Test
    void detailsOfAShreddedCaseAreGoneButItsChainIsProvedAndGoesOn() {
        CaseId shredded = room.signedChain(3);
        room.as(room.staff, () -> {
            room.application.bean(org.chosei.vault.Vault.class).shred(new org.chosei.vault.VaultScope.OfCase(shredded));
            return true;
        });
        room.append(Entry.of(shredded, "test.afterwards").detail("why", "still recorded"));
        List<String> lines = room.export(shredded, true);
        assertThat(lines.stream().filter(line -> line.endsWith(",\"details\":null}")))
                .hasSize(4);
        assertThat(verify(new Forger(lines)).findings()).isEmpty();
    }

    @Test
    void nothingConfidentialIsInAnExport() {
        assertThat(String.join("\n", original)).doesNotContain("理由", "why", "details");
    }

    private Forger forger() {
        return new Forger(original);
    }

    private Forger resigned(TestCheckpointKey key) {
        Forger forger = forger();
        return forger.change(forger.entry(2), line -> line.replace("step:2", "step:9"))
                .rehashed()
                .resigned(key);
    }

    /** The checkpoints of an export, as a reader could have noted them. */
    private static List<Anchor.Kept> noted(Forger forger) {
        List<Anchor.Kept> noted = new ArrayList<>();
        for (int i = 0; i < forger.lines.size(); i++) {
            if (forger.lines.get(i).startsWith("{\"checkpoint\":")) {
                String body = forger.body(i);
                noted.add(new Anchor.Kept(
                        Long.parseLong(body.replaceAll(".*\"seq\":(\\d+),\"v\":1}", "$1")), forger.hash(i)));
            }
        }
        return noted;
    }

    private Report verify(Forger forger) {
        return verify(forger, room.trust());
    }

    private static Report verify(Forger forger, Trust trust) {
        return verify(LedgerRoom.bytes(forger.lines), trust);
    }

    private static Report verify(byte[] export, Trust trust) {
        try {
            return Verification.of(new ByteArrayInputStream(export), trust);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Exactly this, in the export's one chain. */
    private java.util.function.Consumer<Report> found(String name) {
        return report -> assertThat(names(report)).containsExactly(name);
    }

    private List<String> names(Report report) {
        return report.findings().stream()
                .map(each -> each.kind().slug()
                        + (each.chain().equals(of.toString()) ? "" : " " + each.chain()) + " "
                        + range(each.seq(), each.until()))
                .toList();
    }

    private static String range(long from, long until) {
        return from == until ? "" + from : from + "-" + until;
    }
}
