package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.Deliveries;
import org.chosei.testing.Application;
import org.chosei.testing.CountedStatements;
import org.chosei.testing.CountedStatements.Killed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/** Fault 4, first half: killed before each of the statements of planning. Either the whole wave is there, or nothing of it. */
@Tag("slow")
@Timeout(300)
class InterruptedPlanningTest {
    /** Whatever a wave leaves in the database, in tables of every room. */
    private static final List<String> TABLES = List.of(
            "wave",
            "notice",
            "access_grant",
            "audience",
            "participant",
            "thread",
            "mail_body",
            "mail_delivery",
            "sealed_item");

    @Test
    void killedBeforeEachStatementThereIsNothingOfTheWaveAndTheSameRequestMakesItWhole() {
        try (WaveDesk desk = new WaveDesk()) {
            Application application = desk.application;
            CoordinatedCase of = desk.openCase();
            UUID id = Uuid7.at(desk.now());
            Waves.Request request =
                    desk.vendors.request(of, desk.vendors.in(Duration.ofMinutes(20)), desk.curve, desk.rsa);
            List<String> before = rows(application, of);

            int killed = 0;
            while (diesAfter(killed, application, desk, id, request)) {
                killed++;
                assertThat(rows(application, of))
                        .as("killed after %d statements", killed - 1)
                        .isEqualTo(before);
                assertThat(desk.sees(desk.curvePerson, of)).isFalse();
            }

            assertThat(killed).as("statements of planning").isGreaterThan(30);
            assertThat(desk.deliveries(of)).hasSize(2);
            desk.at(desk.vendors.asStaff(() -> application.bean(Waves.class).get(id)));
            desk.settled();
            assertThat(Stream.of(desk.curve, desk.rsa).map(each -> desk.delivery(of, each)))
                    .containsOnly(Deliveries.State.HANDED_OVER);
            assertThat(Stream.of(desk.curvePerson, desk.rsaPerson).map(each -> desk.sees(each, of)))
                    .containsOnly(true);
        }
    }

    /** Whether so many statements were too few. */
    private static boolean diesAfter(
            int statements, Application application, WaveDesk desk, UUID id, Waves.Request request) {
        CountedStatements counted = application.statements();
        counted.killAfter(statements);
        try {
            Scopes.as(desk.vendors.staff(), () -> application.bean(Waves.class).plan(id, request));
            return false;
        } catch (TransactionException | DataAccessResourceFailureException | Killed _) {
            // where a transaction cannot be begun or rolled back any more, that is what is said of it
            return true;
        } finally {
            counted.killAfter(Integer.MAX_VALUE);
        }
    }

    private static List<String> rows(Application application, CoordinatedCase of) {
        return Stream.concat(
                        TABLES.stream()
                                .map(table -> "select '" + table + ": ' || count(*) from " + table + " where case_id"),
                        Stream.of(
                                "select 'planned: ' || count(*) from ledger_entry where kind = 'wave.planned' and chain"))
                .map(counted -> counted + " = '" + of.id() + "'")
                .map(counted -> application.everything(counted).getFirst())
                .toList();
    }
}
