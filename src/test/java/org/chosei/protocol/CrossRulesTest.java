package org.chosei.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.protocol.Consents.Stand;
import org.chosei.protocol.CrossRules.Teardown;
import org.chosei.protocol.Verdict.Discouraged;
import org.chosei.protocol.Verdict.Fits;
import org.chosei.protocol.Verdict.Forbidden;
import org.chosei.protocol.Verdict.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the machines say of each other, over all their states. */
class CrossRulesTest {
    private static final Instant SOON = Instant.parse("2026-12-24T03:00:00Z");
    private static final Instant LATER = Instant.parse("2027-01-20T03:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "VENDOR, 100",
        "VENDOR+DEPLOYER, 128",
        "DEPLOYER, 100",
        "COORDINATOR, 72",
        "OBSERVER, 72",
        "REPORTER, 29"
    })
    void eachRoleReachesAsManyStatesAsTheReferenceCounts(String roles, int states) {
        Set<CaseRole> of = Stream.of(roles.split("\\+")).map(CaseRole::valueOf).collect(Collectors.toSet());
        assertThat(ParticipantState.reachable(of)).hasSize(states);
    }

    @Test
    void newEmbargoIsBegunWhereNothingIsPublicAndNoFixIsReadyAndOnlyDiscouragedWhereOneIs() {
        List<String> fits = caseStates()
                .filter(state -> CrossRules.judge(EmbargoEvent.PROPOSE, EmbargoState.NONE, ReportState.RECEIVED, state)
                        instanceof Fits)
                .map(CaseState::letters)
                .toList();
        List<String> discouraged = caseStates()
                .filter(state -> CrossRules.judge(EmbargoEvent.PROPOSE, EmbargoState.NONE, ReportState.RECEIVED, state)
                        instanceof Discouraged)
                .map(CaseState::letters)
                .toList();
        assertThat(fits).containsExactlyInAnyOrder("vfdpxa", "Vfdpxa");
        assertThat(discouraged).containsExactlyInAnyOrder("VFdpxa", "VFDpxa");
    }

    @Test
    void nothingIsAgreedOnceThePublicOrAttackersKnow() {
        caseStates().filter(state -> !state.world().equals(World.QUIET)).forEach(state -> {
            for (EmbargoEvent event : EnumSet.of(EmbargoEvent.PROPOSE, EmbargoEvent.ACCEPT)) {
                for (EmbargoState embargo : EmbargoState.values()) {
                    assertThat(CrossRules.judge(event, embargo, ReportState.ACCEPTED, state))
                            .as("%s in %s at %s", event, embargo, state.letters())
                            .isInstanceOf(Forbidden.class);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ReportState.class)
    void whatMustEndCanBeEndedByEverybodyWhoHasNotClosed(ReportState report) {
        caseStates().forEach(state -> {
            Verdict verdict = CrossRules.judge(EmbargoEvent.TERMINATE, EmbargoState.ACTIVE, report, state);
            if (report == ReportState.CLOSED) {
                assertThat(verdict).isEqualTo(new Forbidden(Rule.REPORT_CLOSED));
            } else {
                assertThat(verdict).isInstanceOf(Fits.class);
            }
        });
    }

    @Test
    void extensionForVendorsThatAreNotReadyIsNoNewEmbargo() {
        CaseState ready = new CaseState(FixPath.FIX_READY, DeploymentPath.NOT_DEPLOYED, World.QUIET);
        assertThat(CrossRules.judge(EmbargoEvent.PROPOSE, EmbargoState.ACTIVE, ReportState.ACCEPTED, ready))
                .isInstanceOf(Fits.class);
        assertThat(CrossRules.judge(EmbargoEvent.PROPOSE, EmbargoState.NONE, ReportState.ACCEPTED, ready))
                .isEqualTo(new Discouraged(Rule.FIX_READY));
    }

    @Test
    void whoeverLeavesUnderAnEmbargoIsAskedWhetherItIsKept() {
        assertThat(CrossRules.judge(ReportEvent.CLOSE, ReportState.DEFERRED, EmbargoState.ACTIVE))
                .isEqualTo(new Discouraged(Rule.EMBARGO_IN_FORCE));
        assertThat(CrossRules.judge(ReportEvent.CLOSE, ReportState.DEFERRED, EmbargoState.EXITED))
                .isInstanceOf(Fits.class);
        assertThat(CrossRules.judge(ReportEvent.CLOSE, ReportState.VALID, EmbargoState.NONE))
                .isEqualTo(new Forbidden(Rule.NO_SUCH_STEP));
    }

    @Test
    void fixComesFromWhoeverTookTheReportOn() {
        CaseState aware = new CaseState(FixPath.AWARE, DeploymentPath.NOT_DEPLOYED, World.QUIET);
        for (ReportState report : ReportState.values()) {
            assertThat(CrossRules.judge(CaseEvent.FIX_READY, aware, report) instanceof Fits)
                    .as(report.name())
                    .isEqualTo(report.prioritised());
            assertThat(CrossRules.judge(CaseEvent.PUBLIC_AWARE, aware, report)).isInstanceOf(Fits.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC_AWARE, NOTHING REJECT TERMINATE TERMINATE NOTHING",
        "EXPLOIT_PUBLIC, NOTHING REJECT TERMINATE TERMINATE NOTHING",
        "ATTACKS_OBSERVED, NOTHING REVIEW REVIEW REVIEW NOTHING",
        "FIX_DEPLOYED, NOTHING REVIEW REVIEW REVIEW NOTHING",
        "FIX_READY, NOTHING NOTHING NOTHING NOTHING NOTHING",
        "VENDOR_AWARE, NOTHING NOTHING NOTHING NOTHING NOTHING"
    })
    void eventsOfTheCaseEndTheEmbargoOrHaveAPersonDecide(CaseEvent event, String row) {
        String[] cells = row.split(" ");
        for (EmbargoState embargo : EmbargoState.values()) {
            assertThat(CrossRules.teardown(event, embargo)).isEqualTo(Teardown.valueOf(cells[embargo.ordinal()]));
        }
    }

    @Test
    void teardownIsAlwaysAStepThatTheEmbargoCanTake() {
        for (CaseEvent event : CaseEvent.values()) {
            for (EmbargoState embargo : EmbargoState.values()) {
                switch (CrossRules.teardown(event, embargo)) {
                    case REJECT ->
                        assertThat(EmbargoState.MACHINE.after(embargo, EmbargoEvent.REJECT))
                                .contains(EmbargoState.NONE);
                    case TERMINATE ->
                        assertThat(EmbargoState.MACHINE.after(embargo, EmbargoEvent.TERMINATE))
                                .contains(EmbargoState.EXITED);
                    case REVIEW, NOTHING -> assertThat(embargo).isNotNull();
                }
            }
        }
    }

    @Test
    void theShorterTermsAreInForceAndTheLongerAreProposed() {
        assertThat(EmbargoTerms.opening(Optional.empty(), Optional.empty()).state())
                .isEqualTo(EmbargoState.NONE);
        assertThat(EmbargoTerms.opening(Optional.of(LATER), Optional.empty()))
                .isEqualTo(new EmbargoTerms.Opening(EmbargoState.ACTIVE, Optional.of(LATER), Optional.empty()));
        assertThat(EmbargoTerms.opening(Optional.empty(), Optional.of(SOON)))
                .isEqualTo(new EmbargoTerms.Opening(EmbargoState.ACTIVE, Optional.of(SOON), Optional.empty()));
        EmbargoTerms.Opening both =
                new EmbargoTerms.Opening(EmbargoState.REVISE, Optional.of(SOON), Optional.of(LATER));
        assertThat(EmbargoTerms.opening(Optional.of(LATER), Optional.of(SOON))).isEqualTo(both);
        assertThat(EmbargoTerms.opening(Optional.of(SOON), Optional.of(LATER))).isEqualTo(both);
        assertThat(EmbargoTerms.chosen(List.of(LATER, SOON))).contains(SOON);
        assertThat(EmbargoTerms.merged(Optional.of(LATER), Optional.of(SOON))).contains(SOON);
    }

    @Test
    void agreementCoversEveryEarlierEndAndNoLaterOne() {
        assertThat(EmbargoTerms.covered(LATER, SOON)).isTrue();
        assertThat(EmbargoTerms.covered(SOON, SOON)).isTrue();
        assertThat(EmbargoTerms.covered(SOON, LATER)).isFalse();
    }

    @Test
    void contentIsForWhoeverIsBoundAndSilenceBindsNobody() {
        assertThat(Consents.stand(Map.of("a", ConsentState.ACCEPTED), Optional.of("a")))
                .isEqualTo(Stand.SIGNATORY);
        assertThat(Consents.stand(Map.of("a", ConsentState.ACCEPTED), Optional.of("b")))
                .isEqualTo(Stand.LAPSED);
        assertThat(Consents.stand(Map.of("a", ConsentState.INVITED), Optional.of("a")))
                .isEqualTo(Stand.OUTSIDE);
        assertThat(Consents.stand(Map.of("a", ConsentState.EXPIRED), Optional.of("a")))
                .isEqualTo(Stand.OUTSIDE);
        assertThat(Consents.stand(Map.<String, ConsentState>of(), Optional.empty()))
                .isEqualTo(Stand.FREE);
        for (Stand stand : Stand.values()) {
            assertThat(Consents.mayHaveContent(ReportState.RECEIVED, stand))
                    .isEqualTo(stand == Stand.SIGNATORY || stand == Stand.FREE);
            assertThat(Consents.mayHaveContent(ReportState.START, stand)).isFalse();
        }
    }

    private static Stream<CaseState> caseStates() {
        return Stream.concat(
                        CaseState.MACHINE.table().keySet().stream(),
                        CaseState.MACHINE.table().values().stream().flatMap(next -> next.values().stream()))
                .distinct();
    }
}
