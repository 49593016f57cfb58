package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.jobs.Recurring;
import org.chosei.mail.Deliveries.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** P1 against clocks that jump: nothing opens or leaves before the server's clock and the database's both say so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ClockJumpTest {
    /** Sessions outlive it, so that pages answer. */
    private static final Duration JUMP = Duration.ofMinutes(20);

    private final WaveDesk desk = new WaveDesk();

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void theDatabasesClockAloneOpensNothingAndSendsNothing() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        desk.oneSecondBefore(wave);

        database("timestamptz '" + wave.visibleFrom().plus(JUMP) + "'");
        sweep();

        nothingHappened(of);
        thenItHappensOnce(of, wave);
    }

    @Test
    void theServersClockAloneOpensNothingAndSendsNothing() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);

        desk.oneSecondBefore(wave);
        desk.application.stopServerAt(wave.visibleFrom().plus(JUMP));
        sweep();

        nothingHappened(of);
        thenItHappensOnce(of, wave);
    }

    @Test
    void aClockThatJumpsBackTakesNothingThatLeftBackAndSendsNothingTwice() {
        CoordinatedCase of = desk.openCase();
        Wave wave = desk.plan(of, desk.curve, desk.rsa);
        desk.at(wave);
        WaveDesk.await(() -> desk.deliveries(of).stream().allMatch(each -> each.state() == State.HANDED_OVER));

        desk.application.stopAt(wave.visibleFrom().minus(Duration.ofHours(2)));
        sweep();
        desk.application.stopAt(wave.visibleFrom().plus(Duration.ofHours(1)));
        sweep();

        assertThat(desk.mails(of, desk.curve)).hasSize(1);
        assertThat(desk.vendors.entries(of, "mail.handed-over")).isEqualTo(2);
        assertThat(desk.sees(desk.curvePerson, of)).isTrue();
    }

    private void nothingHappened(CoordinatedCase of) {
        assertThat(desk.sees(desk.curvePerson, of)).isFalse();
        assertThat(desk.sees(desk.rsaPerson, of)).isFalse();
        assertThat(desk.mails(of, desk.curve)).isEmpty();
        assertThat(desk.deliveries(of)).allMatch(each -> each.state() == State.STAGED);
    }

    private void thenItHappensOnce(CoordinatedCase of, Wave wave) {
        desk.at(wave);
        sweep();
        WaveDesk.await(() -> desk.deliveries(of).stream().allMatch(each -> each.state() == State.HANDED_OVER));
        assertThat(desk.sees(desk.curvePerson, of)).isTrue();
        assertThat(desk.mails(of, desk.curve)).hasSize(1);
    }

    /** The database alone now takes this for the time. */
    private void database(String expression) {
        desk.application.asOwner(
                "create or replace function chosei_now() returns timestamptz language sql stable parallel safe as $$ select "
                        + expression + " $$");
    }

    /** What is done every few seconds by a clock that runs. */
    private void sweep() {
        Recurring sweep = desk.application.parts("org.chosei.mail").stream()
                .filter(Recurring.class::isInstance)
                .map(Recurring.class::cast)
                .filter(each -> each.kind().equals("mail.sweep"))
                .findFirst()
                .orElseThrow();
        Scopes.as(new Scope.System(Purpose.MAIL_OUT), sweep::run);
    }
}
