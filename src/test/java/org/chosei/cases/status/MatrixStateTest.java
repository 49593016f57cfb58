package org.chosei.cases.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.chosei.cases.status.MatrixState.Known;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every combination of what can be known of a vendor leads to the one state that the words promise. */
class MatrixStateTest {
    private static final Instant NOW = Instant.parse("2027-01-15T01:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(60);

    private record Case(@Nullable VendorStatus said, Known known) {
        MatrixState state() {
            return MatrixState.of(said, known, NOW);
        }
    }

    private static List<Case> all() {
        List<@Nullable VendorStatus> words = new ArrayList<>(Arrays.asList(VendorStatus.values()));
        words.add(null);
        List<@Nullable Instant> either = Arrays.asList(null, BEFORE);
        List<Case> all = new ArrayList<>();
        for (VendorStatus said : words) {
            for (boolean asked : List.of(true, false)) {
                for (Instant from : Arrays.asList(null, BEFORE, NOW, LATER)) {
                    for (Instant ended : either) {
                        for (Instant read : either) {
                            for (Instant acknowledged : either) {
                                for (Instant answered : either) {
                                    all.add(new Case(
                                            said, new Known(asked, from, ended, read, acknowledged, answered)));
                                }
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    @Test
    void ownWordsWinOverEverythingElse() {
        assertThat(all().stream().filter(each -> each.said() != null))
                .hasSize(5 * 128)
                .allSatisfy(each -> assertThat(each.state().name()).isEqualTo(String.valueOf(each.said())));
    }

    @Test
    void silenceIsNeverAnAnswer() {
        Set<MatrixState> words = EnumSet.noneOf(MatrixState.class);
        for (VendorStatus each : VendorStatus.values()) {
            words.add(MatrixState.of(each));
        }
        assertThat(words).hasSize(5);
        assertThat(silent()).hasSize(128).allSatisfy(each -> assertThat(words).doesNotContain(each.state()));
    }

    @Test
    void whoeverNoWaveChoseIsNotAskedWhateverElseHappened() {
        assertThat(silent().stream().filter(each -> !each.known().asked()))
                .hasSize(64)
                .allSatisfy(each -> assertThat(each.state()).isEqualTo(MatrixState.NOT_ASKED));
    }

    @Test
    void whoseAccessEndedOrNeverBeganIsWithdrawn() {
        assertThat(silent().stream()
                        .filter(each -> each.known().asked())
                        .filter(each ->
                                each.known().from() == null || each.known().endedAt() != null))
                .hasSize(40)
                .allSatisfy(each -> assertThat(each.state()).isEqualTo(MatrixState.WITHDRAWN));
    }

    @Test
    void beforeTheInstantItIsScheduledAndFromTheVeryInstantOnAsked() {
        assertThat(seeing(LATER))
                .hasSize(8)
                .allSatisfy(each -> assertThat(each.state()).isEqualTo(MatrixState.SCHEDULED));
        for (Instant from : List.of(NOW, BEFORE)) {
            assertThat(seeing(from)).hasSize(8).allSatisfy(each -> {
                Known known = each.known();
                boolean looked = known.readAt() != null || known.acknowledgedAt() != null;
                assertThat(each.state())
                        .isEqualTo(
                                known.answeredAt() != null
                                        ? MatrixState.ANSWERED
                                        : looked ? MatrixState.READ : MatrixState.ASKED_SILENT);
            });
        }
    }

    @Test
    void everyStateOccursAndHasASignOfItsOwn() {
        assertThat(all().stream().map(Case::state).distinct()).containsExactlyInAnyOrder(MatrixState.values());
        assertThat(Arrays.stream(MatrixState.values()).map(MatrixState::symbol)).doesNotHaveDuplicates();
    }

    private static List<Case> silent() {
        return all().stream().filter(each -> each.said() == null).toList();
    }

    private static List<Case> seeing(Instant from) {
        return silent().stream()
                .filter(each -> each.known().asked() && each.known().endedAt() == null)
                .filter(each -> from.equals(each.known().from()))
                .toList();
    }
}
