package org.chosei.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables against what the reference says of them. */
class MachinesTest {
    /** Every way of at most seven steps, as published. */
    private static final Set<String> REPORT_WAYS = Set.of(
            "ric", "rvac", "rvdc", "rivac", "rivdc", "rvadc", "rvdac", "rivadc", "rivdac", "rvadac", "rvdadc",
            "rivadac", "rivdadc", "rvadadc", "rvdadac");

    private static final Pattern EMBARGO_WAY = Pattern.compile("(pp*r)*(pp*a(pp*[ar])*(pp*)?t)?");

    @Test
    void reportHasElevenTransitionsAndFifteenWaysToItsEnd() {
        assertThat(ReportState.MACHINE.arrows()).hasSize(11);
        assertThat(ReportState.MACHINE.lives(7).stream().map(MachinesTest::reportWord))
                .containsExactlyInAnyOrderElementsOf(REPORT_WAYS);
    }

    @Test
    void validReportIsNeitherClosedNorInvalidatedAndAClosedOneStaysClosed() {
        assertThat(ReportState.MACHINE.after(ReportState.VALID, ReportEvent.CLOSE))
                .isEmpty();
        assertThat(ReportState.MACHINE.after(ReportState.VALID, ReportEvent.INVALIDATE))
                .isEmpty();
        assertThat(ReportState.MACHINE.legal(ReportState.CLOSED)).isEmpty();
    }

    @Test
    void embargoHasSeventyTwoTracesAndTheirLanguageIsTheCorrectedOne() {
        List<String> traces = EmbargoState.MACHINE.lives(7).stream()
                .map(MachinesTest::embargoWord)
                .toList();
        assertThat(traces).hasSize(72).doesNotHaveDuplicates();
        assertThat(allEmbargoWords(7).filter(word -> EMBARGO_WAY.matcher(word).matches()))
                .containsExactlyInAnyOrderElementsOf(traces);
    }

    @Test
    void rejectedRevisionLeavesTheOldTermsInForce() {
        assertThat(EmbargoState.MACHINE.after(EmbargoState.REVISE, EmbargoEvent.REJECT))
                .contains(EmbargoState.ACTIVE);
        assertThat(EmbargoState.MACHINE.legal(EmbargoState.EXITED)).isEmpty();
    }

    @Test
    void caseHasThirtyTwoStatesFiftyEightTransitionsAndTwelveThatDoNotLast() {
        Set<CaseState> states = states();
        assertThat(states).hasSize(32);
        assertThat(CaseState.MACHINE.arrows()).hasSize(58);
        assertThat(states.stream().filter(CaseState::ephemeral)).hasSize(12);
        assertThat(states.stream().map(CaseState::letters)).doesNotHaveDuplicates();
    }

    /** The whole table, row by row. */
    @ParameterizedTest
    @CsvSource({
        "vfd, VPXA V P VPX V V P V",
        "Vfd, FPXA FXA P FPX FA FX P F",
        "VFd, DPXA DXA P DPX DA DX P D",
        "VFD, PXA XA P PX A X P -"
    })
    void whatMayHappenNextIsWhatTheTableSays(String path, String row) {
        List<String> worlds = List.of("pxa", "Pxa", "pXa", "pxA", "PXa", "PxA", "pXA", "PXA");
        String[] cells = row.split(" ");
        for (int i = 0; i < worlds.size(); i++) {
            CaseState state = state(path + worlds.get(i));
            String legal = Stream.of(CaseEvent.values())
                    .filter(event -> state.after(event).isPresent())
                    .map(event -> String.valueOf(event.letter()))
                    .collect(Collectors.joining());
            assertThat(legal).as(state.letters()).isEqualTo(cells[i].replace("-", ""));
        }
    }

    @Test
    void whatIsKeptNeverLastsForNoTimeAndLosesNothing() {
        for (CaseState state : states()) {
            CaseState settled = state.settled();
            assertThat(settled.ephemeral()).as(state.letters()).isFalse();
            assertThat(settled.letters().chars().filter(Character::isUpperCase).count())
                    .isGreaterThanOrEqualTo(state.letters()
                            .chars()
                            .filter(Character::isUpperCase)
                            .count());
        }
        assertThat(state("vfdpXa").settled().letters()).isEqualTo("VfdPXa");
    }

    @Test
    void nothingIsDeployedThatIsNotReady() {
        assertThatThrownBy(() -> new CaseState(FixPath.AWARE, DeploymentPath.DEPLOYED, World.QUIET))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Rows for one participant and embargo: none, invited, accepted, declined, expired. */
    @ParameterizedTest
    @CsvSource({
        "INVITE, INVITED - - INVITED INVITED",
        "ACCEPT, ACCEPTED ACCEPTED - - ACCEPTED",
        "DECLINE, DECLINED DECLINED DECLINED - DECLINED",
        "EXPIRE, - EXPIRED - - -"
    })
    void consentMovesAsItsTableSays(ConsentState.Trigger trigger, String row) {
        String[] cells = row.split(" ");
        for (ConsentState from : ConsentState.values()) {
            assertThat(ConsentState.MACHINE.after(from, trigger).map(Enum::name).orElse("-"))
                    .as("%s in %s", trigger, from)
                    .isEqualTo(cells[from.ordinal()]);
        }
    }

    @ParameterizedTest
    @EnumSource(CaseEvent.class)
    void nothingHappensTwice(CaseEvent event) {
        for (CaseState state : states()) {
            state.after(event).ifPresent(next -> assertThat(next.after(event)).isEmpty());
        }
    }

    private static Set<CaseState> states() {
        Set<CaseState> states = new LinkedHashSet<>(CaseState.MACHINE.table().keySet());
        CaseState.MACHINE.table().values().forEach(next -> states.addAll(next.values()));
        return states;
    }

    private static CaseState state(String letters) {
        return states().stream()
                .filter(each -> each.letters().equals(letters))
                .findFirst()
                .orElseThrow();
    }

    private static String reportWord(List<ReportEvent> way) {
        return way.stream().map(each -> String.valueOf(each.letter())).collect(Collectors.joining());
    }

    private static String embargoWord(List<EmbargoEvent> way) {
        return way.stream().map(each -> String.valueOf(each.letter())).collect(Collectors.joining());
    }

    private static Stream<String> allEmbargoWords(int longest) {
        Stream<String> words = Stream.empty();
        List<String> level = List.of("");
        for (int length = 1; length <= longest; length++) {
            level = level.stream()
                    .flatMap(word -> Arrays.stream(EmbargoEvent.values()).map(each -> word + each.letter()))
                    .toList();
            words = Stream.concat(words, level.stream());
        }
        return words;
    }
}
