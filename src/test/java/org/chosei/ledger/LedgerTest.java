package org.chosei.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Grants;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.ledger.proof.Report;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerTest {
    private final LedgerRoom room = new LedgerRoom();
    private final Ledger ledger = room.application.bean(Ledger.class);

    @AfterAll
    void stop() {
        room.close();
    }

    @Test
    void entriesOfATransactionBecomeAChainInTheirOrderAndNameWhoActed() {
        CaseId of = LedgerRoom.newCase();
        room.as(room.staff, () -> {
            ledger.append(Entry.of(of, "test.first").about("step", 1));
            ledger.append(Entry.of(of, "test.second"));
            assertThat(kinds(of)).as("written last").isEmpty();
            return true;
        });
        assertThat(kinds(of)).containsExactly("1 test.first", "2 test.second");
        assertThat(room.as(
                        room.staff,
                        () -> room.application
                                .bean(Timeline.class)
                                .page(of, TimelineFilter.all(), Timeline.Order.OLDEST, null, false, 10)))
                .allMatch(line -> line.actor().equals(room.staff.actor()));
        room.application.bean(Checkpoints.class).make();
        assertThat(room.live(of).findings()).isEmpty();
    }

    @Test
    void whatRollsBackLeavesNothing() {
        CaseId of = LedgerRoom.newCase();
        room.append(Entry.of(of, "test.first"));
        assertThatIllegalStateException()
                .isThrownBy(() -> room.as(room.staff, () -> {
                    ledger.append(Entry.of(of, "test.second"));
                    throw new IllegalStateException("the use case fails");
                }));
        room.append(Entry.of(of, "test.third"));
        assertThat(kinds(of)).containsExactly("1 test.first", "2 test.third");
    }

    @Test
    void anEntryThatTheDatabaseRefusesTakesTheChangeWithIt() {
        CaseId of = LedgerRoom.newCase();
        assertThatThrownBy(() -> room.append(Entry.of(of, "test.first").about("words", "not an id")))
                .hasMessageContaining("ledger_entry_subjects_check");
        assertThat(kinds(of)).isEmpty();
    }

    @Test
    void outsideATransactionNothingIsRecorded() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ledger.append(Entry.ofInstallation("test.first")))
                .withMessageContaining("only inside a transaction");
    }

    @Test
    void concurrentWritersOfOneChainKeepItUnbroken() throws Exception {
        CaseId of = LedgerRoom.newCase();
        int writers = 8;
        int each = 12;
        CountDownLatch together = new CountDownLatch(writers);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                all.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    for (int n = 0; n < each; n++) {
                        // two chains in each transaction, so that writers could also block each other
                        room.as(room.staff, () -> {
                            ledger.append(Entry.ofInstallation("test.raced"));
                            ledger.append(Entry.of(of, "test.raced"));
                            return true;
                        });
                    }
                    return true;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        room.application.bean(Checkpoints.class).make();
        Report report = room.live(of);
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(writers * each);
        assertThat(report.unsigned()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger_entry set kind = 'test.changed'",
                "delete from ledger_entry",
                "insert into ledger_entry select * from ledger_entry limit 1",
                "update ledger_chain set head = repeat('0', 64)",
                "delete from ledger_chain",
                "insert into ledger_chain values (gen_random_uuid(), null, 0, repeat('0', 64))",
                "update ledger_checkpoint set hash = repeat('0', 64)",
                "delete from ledger_checkpoint",
                "truncate ledger_entry"
            })
    void theApplicationCannotTouchWhatIsWritten(String sql) throws SQLException {
        room.append(Entry.ofInstallation("test.first"));
        for (String purpose : List.of("checkpoint", "verification", "backup", "setup")) {
            try (Connection connection = room.bare();
                    Statement statement = connection.createStatement()) {
                statement.execute("select set_config('chosei.kind', 'system', false),"
                        + " set_config('chosei.staff', 'yes', false), set_config('chosei.purpose', '" + purpose
                        + "', false)");
                assertThatThrownBy(() -> statement.execute(sql))
                        .as(purpose)
                        .hasMessageContaining("permission denied for table");
            }
        }
    }

    @Test
    void aVendorSeesEntriesOfItsAudiencesOnlyAndNothingOfOthers() {
        CaseId of = LedgerRoom.newCase();
        AudienceId ofA = room.as(
                room.staff,
                () -> room.application.bean(Audiences.class).open(of, Audience.Kind.ORGANISATION, VENDOR_A));
        AudienceId ofB = room.as(
                room.staff,
                () -> room.application.bean(Audiences.class).open(of, Audience.Kind.ORGANISATION, VENDOR_B));
        room.as(room.staff, () -> {
            Instant now = room.application.clock().instant().minusSeconds(1);
            room.application
                    .bean(Grants.class)
                    .grant(
                            of,
                            null,
                            now,
                            List.of(new Grants.Grant(VENDOR_A, ofA, null), new Grants.Grant(VENDOR_B, ofB, null)));
            return true;
        });
        room.append(
                Entry.of(of, "test.internal"),
                Entry.of(of, "test.to-a").seenBy(ofA),
                Entry.of(of, "test.to-b").seenBy(ofB));
        assertThat(room.as(new Scope.Organisation(VENDOR_A), () -> seen("ledger_entry", "kind")))
                .containsExactly("test.to-a");
        assertThat(room.as(new Scope.Organisation(VENDOR_B), () -> seen("ledger_entry", "kind")))
                .containsExactly("test.to-b");
        for (Scope scope : List.of(new Scope.Organisation(VENDOR_A), new Scope.Public())) {
            assertThat(room.as(scope, () -> seen("ledger_chain", "id::text"))).isEmpty();
            assertThat(room.as(scope, () -> seen("ledger_checkpoint", "hash"))).isEmpty();
        }
        assertThat(room.as(new Scope.Public(), () -> seen("ledger_entry", "kind")))
                .isEmpty();
    }

    @Test
    void detailsAreSealedAndOnlyStaffOpensThem() {
        CaseId of = LedgerRoom.newCase();
        room.append(Entry.of(of, "test.first").detail("reason", "embargo broken by 朝日電機"));
        Timeline timeline = room.application.bean(Timeline.class);
        assertThat(room.as(room.staff, () -> timeline.details(of, 1)))
                .isEqualTo(Map.of("reason", "embargo broken by 朝日電機"));
        assertThat(room.as(
                        new Scope.System(Purpose.VERIFICATION),
                        () -> room.jdbc()
                                .sql("select encode(details, 'escape') from ledger_entry where chain = ?")
                                .param(of.value())
                                .query(String.class)
                                .single()))
                .doesNotContain("embargo", "broken");
        assertThatThrownBy(() -> room.as(new Scope.Organisation(VENDOR_A), () -> timeline.details(of, 1)))
                .isInstanceOf(org.chosei.kernel.Refusal.NotFound.class);
    }

    @Test
    void detailsOfOneEntryDoNotPassForThoseOfAnother() {
        CaseId of = LedgerRoom.newCase();
        room.append(
                Entry.of(of, "test.first").detail("reason", "the true one"),
                Entry.of(of, "test.second").detail("reason", "a harmless one"));
        room.tamper("update ledger_entry e set details = (select details from ledger_entry o where o.chain = e.chain"
                + " and o.seq = 2) where chain = '" + of + "' and seq = 1");
        assertThatIllegalStateException()
                .isThrownBy(() -> room.as(
                        room.staff, () -> room.application.bean(Timeline.class).details(of, 1)))
                .withMessageContaining("not those that it committed to");
    }

    private List<String> seen(String table, String column) {
        return room.jdbc()
                .sql("select " + column + " from " + table)
                .query(String.class)
                .list();
    }

    private List<String> kinds(CaseId of) {
        return room.as(
                new Scope.System(Purpose.VERIFICATION),
                () -> room.jdbc()
                        .sql("select seq || ' ' || kind from ledger_entry where chain = ? order by seq")
                        .param(of.value())
                        .query(String.class)
                        .list());
    }
}
