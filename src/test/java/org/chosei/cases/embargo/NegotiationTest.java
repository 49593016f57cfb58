package org.chosei.cases.embargo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.protocol.EmbargoEvent;
import org.chosei.protocol.EmbargoState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An embargo replayed from what happened stands where the protocol's machine stands. */
class NegotiationTest {
    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");
    private static final CaseId CASE = new CaseId(UUID.randomUUID());

    private static Term term(int days) {
        return new Term(
                UUID.randomUUID(), CASE, NOW.plusSeconds(days * 86_400L).atZone(ZoneId.of("Asia/Tokyo")), NOW, null);
    }

    private static Happened step(EmbargoEvent event, @Nullable Term term) {
        return new Happened(event, term, term == null ? "other" : null, NOW);
    }

    @Test
    void nothingHappenedIsNoEmbargo() {
        Negotiation none = Negotiation.replay(List.of());
        assertThat(none.state()).isEqualTo(EmbargoState.NONE);
        assertThat(none.embargo()).isEqualTo(new Embargo.None());
        assertThat(none.answerable()).isEmpty();
    }

    @Test
    void oneTermAtATimeStandsExactlyWhereTheMachineStandsForEveryWayOfSevenSteps() {
        for (List<EmbargoEvent> way : EmbargoState.MACHINE.lives(7)) {
            EmbargoState expected = EmbargoState.NONE;
            List<Happened> history = new ArrayList<>();
            Term open = null;
            for (EmbargoEvent event : way) {
                expected = EmbargoState.MACHINE.after(expected, event).orElseThrow();
                if (event == EmbargoEvent.PROPOSE && open != null) {
                    // a counter-proposal in place of the one before: two steps here, one in the machine
                    Term before = open;
                    open = term(history.size() + 1);
                    history.add(step(EmbargoEvent.PROPOSE, open));
                    history.add(step(EmbargoEvent.REJECT, before));
                } else if (event == EmbargoEvent.PROPOSE) {
                    open = term(history.size() + 1);
                    history.add(step(event, open));
                } else {
                    history.add(step(event, event == EmbargoEvent.TERMINATE ? null : open));
                    open = null;
                }
            }
            assertThat(Negotiation.replay(history).state()).as("%s", way).isEqualTo(expected);
        }
    }

    @Test
    void whateverLegalStepsAreTakenTheStateFitsWhatIsInForceAndOpen() {
        Random random = new Random(20261128);
        for (int run = 0; run < 2_000; run++) {
            List<Happened> history = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Negotiation stands = Negotiation.replay(history);
                List<Happened> next = next(stands, random);
                if (next.isEmpty()) {
                    break;
                }
                history.add(next.get(random.nextInt(next.size())));
            }
            Negotiation stands = Negotiation.replay(history);
            boolean active = stands.active() != null && stands.ended() == null;
            assertThat(stands.state())
                    .isEqualTo(
                            stands.ended() != null
                                    ? EmbargoState.EXITED
                                    : active
                                            ? stands.open().isEmpty() ? EmbargoState.ACTIVE : EmbargoState.REVISE
                                            : stands.open().isEmpty() ? EmbargoState.NONE : EmbargoState.PROPOSED);
            assertThat(stands.open()).doesNotContain(stands.active());
        }
    }

    private static List<Happened> next(Negotiation stands, Random random) {
        List<Happened> next = new ArrayList<>();
        EmbargoState.MACHINE.legal(stands.state()).keySet().forEach(event -> {
            switch (event) {
                case PROPOSE -> next.add(step(event, term(1 + random.nextInt(300))));
                case REJECT, ACCEPT -> stands.open().forEach(open -> next.add(step(event, open)));
                case TERMINATE -> next.add(step(event, null));
            }
        });
        return next;
    }

    @Test
    void theShortestOfTheOpenProposalsIsTheOneByDefault() {
        Term longer = term(40);
        Term shorter = term(20);
        Negotiation stands =
                Negotiation.replay(List.of(step(EmbargoEvent.PROPOSE, longer), step(EmbargoEvent.PROPOSE, shorter)));
        assertThat(stands.shortest()).contains(shorter);
    }

    @Test
    void aStepThatIsNotLegalIsNotReplayed() {
        assertThatThrownBy(() -> Negotiation.replay(List.of(step(EmbargoEvent.TERMINATE, null))))
                .isInstanceOf(IllegalStateException.class);
    }
}
