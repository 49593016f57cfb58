package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.chosei.cases.CoordinatedCase;
import org.chosei.mail.Deliveries.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Fault 4 at planning: the connection to the database is lost at the first statement that writes, at the second, and so on. All of a
 * wave is there or nothing of it. What a kill does later, {@link KilledServerTest} and the drill {@code wave-killed} see.
 */
class InterruptedPlanningTest {
    private static final List<String> WRITTEN = List.of(
            "wave",
            "notice",
            "wave_selection",
            "access_grant",
            "audience",
            "audience_member",
            "mail_body",
            "mail_delivery",
            "sealed_item",
            "ledger_entry");
    private static final int MOST_STATEMENTS = 100;

    private final WaveDesk desk = new WaveDesk();

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void whereverPlanningBreaksOffNothingOfTheWaveIsThereAndAfterwardsAllOfItOnce() {
        CoordinatedCase of = desk.openCase();
        breakOff();
        String before = rows();
        int step = 1;
        while (step < MOST_STATEMENTS && breaksAt(step, of)) {
            assertThat(rows()).as("after statement %d", step).isEqualTo(before);
            step++;
        }
        assertThat(step).as("statements that write").isBetween(6, MOST_STATEMENTS - 1);

        assertThat(desk.vendors.entries(of, "wave.planned")).isOne();
        assertThat(desk.deliveries(of)).hasSize(2).allMatch(each -> each.state() == State.STAGED);
        assertThat(desk.application.everything("select count(*)::text from wave"))
                .containsExactly("1");
        assertThat(desk.application.everything("select count(*)::text from access_grant where wave_id is not null"))
                .containsExactly("2");
    }

    /** False when the wave was planned, because it has fewer statements. */
    private boolean breaksAt(int step, CoordinatedCase of) {
        desk.application.asOwner("select setval('writes', " + step + ", false)");
        try {
            desk.plan(of, desk.curve, desk.rsa);
            return false;
        } catch (RuntimeException e) {
            assertThatThrownBy(() -> {
                        throw e;
                    })
                    .hasStackTraceContaining("broken off");
            return true;
        }
    }

    /** Counts down at each statement that writes into one of the tables; a sequence is not rolled back with the transaction. */
    private void breakOff() {
        desk.application.asOwner("create sequence writes increment -1 minvalue -1000 maxvalue 1000 start 1000");
        desk.application.asOwner("""
                create function break_off() returns trigger language plpgsql security definer
                   set search_path = public, pg_temp as $$
                begin
                    if nextval('writes') = 1 then raise exception 'broken off' using errcode = '57P01'; end if;
                    return null;
                end $$""");
        for (String table : WRITTEN) {
            desk.application.asOwner("create trigger break_off after insert or update on " + table
                    + " for each statement execute function break_off()");
        }
    }

    private String rows() {
        return WRITTEN.stream()
                .map(table -> table + " "
                        + desk.application
                                .everything("select count(*)::text from " + table)
                                .getFirst())
                .collect(Collectors.joining(", "));
    }
}
