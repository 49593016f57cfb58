package org.chosei.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.VENDOR_A;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.testing.Application;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionLedgerTest {
    private final Application application = Application.start();

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void ledgerTellsWhoCameAndWhoWasRefusedAndHoldsNoTokenAndNoAddress() {
        String link = TestPerson.link(application, "Lena", "lena@vendor-a.example", VENDOR_A, Role.MEMBER);
        TestPerson person = TestPerson.joined(application, "Lena", "lena@vendor-a.example", VENDOR_A, Role.MEMBER);
        application.browser().post("/sign-in", "email", person.email(), "password", "x", "code", "1");
        String session = person.browser().cookie("session").orElseThrow();
        person.browser().get("/account");
        person.browser().post("/sign-out");
        List<String> entries = query(
                Purpose.VERIFICATION, "select kind || ' ' || actor || ' ' || subjects from ledger_entry order by seq");
        assertThat(entries)
                .extracting(entry -> entry.substring(0, entry.indexOf(' ')))
                .containsSubsequence(
                        "person.invited", "person.joined", "session.opened", "session.refused", "session.ended");
        assertThat(String.join("\n", entries))
                .contains("system:sign-in", "person:")
                .doesNotContain(session, link.substring(link.lastIndexOf('/') + 1), "lena@");
    }

    @Test
    void useOfASessionIsNotedAtMostOnceAMinute() {
        TestPerson person = TestPerson.joined(application, "Seen", "seen@vendor-a.example", VENDOR_A, Role.MEMBER);
        List<OffsetDateTime> opened = seen();
        person.browser().get("/account");
        assertThat(seen()).isEqualTo(opened);
        application.advance(Duration.ofSeconds(61));
        person.browser().get("/account");
        List<OffsetDateTime> later = seen();
        assertThat(later).isNotEqualTo(opened);
        person.browser().get("/account");
        assertThat(seen()).isEqualTo(later);
    }

    private List<OffsetDateTime> seen() {
        return in(
                Purpose.SIGN_IN,
                jdbc -> jdbc.sql("select last_seen_at from session order by id")
                        .query(OffsetDateTime.class)
                        .list());
    }

    private List<String> query(Purpose purpose, String sql) {
        return in(purpose, jdbc -> jdbc.sql(sql).query(String.class).list());
    }

    private <T> List<T> in(Purpose purpose, Function<JdbcClient, List<T>> work) {
        return Scopes.as(
                new Scope.System(purpose),
                () -> application
                        .bean(TransactionOperations.class)
                        .execute(_ -> work.apply(application.bean(JdbcClient.class))));
    }
}
