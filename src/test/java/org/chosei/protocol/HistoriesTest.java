package org.chosei.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The seventy histories, and what luck makes of what one wishes for. */
class HistoriesTest {
    /** In the published order, from the worst to the best. */
    private static final List<String> PUBLISHED = List.of(("AXPVFD APVXFD AVXPFD XPVAFD VAXPFD PVAXFD AVPXFD APVFXD"
                    + " XPVFAD VAPXFD PVXAFD VPAXFD PVAFXD VXPAFD AVPFXD APVFDX VAPFXD XPVFDA PVXFAD AVFXPD VPXAFD"
                    + " PVFAXD VXPFAD VPAFXD VAFXPD PVAFDX AVPFDX AVFPXD PVFXAD VPXFAD VAPFDX VAFPXD PVXFDA VPFAXD"
                    + " VFAXPD VXPFDA PVFADX VPAFDX VPFXAD AVFPDX VFAPXD VPXFDA PVFXDA VAFPDX VPFADX VFPAXD VFXPAD"
                    + " AVFDXP PVFDAX VAFDXP VPFXDA VFAPDX VFPXAD AVFDPX PVFDXA VPFDAX VFXPDA VFPADX VAFDPX VFADXP"
                    + " VPFDXA VFPXDA VFADPX VFPDAX VFDAXP VFPDXA VFDAPX VFDXPA VFDPAX VFDPXA")
            .split(" "));

    @Test
    void seventyOrdersArePossibleAndTheirProbabilitiesAddUpToOne() {
        assertThat(Histories.complete().stream().map(HistoriesTest::word))
                .containsExactlyInAnyOrderElementsOf(PUBLISHED);
        assertThat(Histories.complete().stream().map(Histories::byLuck).reduce(Fraction.ZERO, Fraction::plus))
                .isEqualTo(Fraction.ONE);
    }

    @Test
    void publishedOrderIsThatOfWorthWithTheOneTieThatExactNumbersShow() {
        List<Fraction> worth = PUBLISHED.stream()
                .map(HistoriesTest::history)
                .map(Histories::worth)
                .toList();
        assertThat(worth).isSorted();
        assertThat(worth.stream().distinct()).hasSize(61);
        assertThat(Histories.worth(history("VFPAXD"))).isEqualTo(Histories.worth(history("VFXPAD")));
        assertThat(word(Histories.byWorth().getFirst())).isEqualTo("AXPVFD");
        assertThat(word(Histories.byWorth().getLast())).isEqualTo("VFDPXA");
    }

    @ParameterizedTest
    @CsvSource({
        "DEPLOYED_BEFORE_PUBLIC, 1/27, 11",
        "FIX_BEFORE_PUBLIC, 1/9, 28",
        "DEPLOYED_BEFORE_EXPLOIT, 1/6, 28",
        "DEPLOYED_BEFORE_ATTACKS, 3/16, 19",
        "FIX_BEFORE_EXPLOIT, 1/3, 50",
        "AWARE_BEFORE_PUBLIC, 1/3, 51",
        "FIX_BEFORE_ATTACKS, 3/8, 38",
        "PUBLIC_BEFORE_EXPLOIT, 1/2, 51",
        "EXPLOIT_BEFORE_ATTACKS, 1/2, 25",
        "PUBLIC_BEFORE_ATTACKS, 2/3, 41",
        "AWARE_BEFORE_EXPLOIT, 2/3, 66",
        "AWARE_BEFORE_ATTACKS, 3/4, 57"
    })
    void luckBringsWhatIsWishedForThisOften(Desideratum wish, String luck, int histories) {
        assertThat(wish.byLuck()).hasToString(luck);
        assertThat(Histories.complete().stream().filter(wish::holdsIn)).hasSize(histories);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC_BEFORE_EXPLOIT, 0.98386, 0.968",
        "DEPLOYED_BEFORE_ATTACKS, 0.95, 0.94",
        "DEPLOYED_BEFORE_EXPLOIT, 0.844, 0.81"
    })
    void skillIsWhatIsLeftBeyondLuck(Desideratum wish, double observed, double skill) {
        assertThat(wish.skill(observed)).isCloseTo(skill, within(0.005));
        assertThat(wish.skill(1)).isCloseTo(1, within(1e-12));
        assertThat(wish.skill(wish.byLuck().toDouble())).isCloseTo(0, within(1e-12));
    }

    @Test
    void everyBeginningOfAHistoryCanBeReplayedAndNoOtherOrderCan() {
        for (List<CaseEvent> history : Histories.complete()) {
            for (int length = 0; length <= history.size(); length++) {
                assertThat(CaseState.replay(history.subList(0, length))).isPresent();
            }
        }
        assertThat(CaseState.replay(history("FV"))).isEmpty();
        assertThat(CaseState.replay(history("VFXA")))
                .as("the public learns of an exploit first")
                .isEmpty();
        assertThat(CaseState.replay(history("VV"))).isEmpty();
    }

    private static String word(List<CaseEvent> history) {
        return history.stream().map(each -> String.valueOf(each.letter())).collect(Collectors.joining());
    }

    private static List<CaseEvent> history(String word) {
        return word.chars()
                .mapToObj(letter -> Stream.of(CaseEvent.values())
                        .filter(each -> each.letter() == letter)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }
}
