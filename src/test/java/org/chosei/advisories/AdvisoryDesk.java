package org.chosei.advisories;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A running server with a coordinator and an approver at their browsers, for the tests of advisories. */
final class AdvisoryDesk implements AutoCloseable {
    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    final Application application = Application.start();
    final Browser coordinator = person("coordinator", Role.COORDINATOR);
    final Browser approver = person("approver", Role.APPROVER);
    final Browser otherApprover = person("other", Role.APPROVER);
    final Browser stranger = application.browser();
    private final Scope.Person staff =
            new Scope.Person(new PersonId(Uuid7.at(now())), TestOrganisations.COORDINATOR, Set.of(Role.COORDINATOR));

    private Browser person(String name, Role role) {
        return TestPerson.joined(
                        application, "Person " + name, name + "@csirt.example", TestOrganisations.COORDINATOR, role)
                .browser();
    }

    Instant now() {
        return application.bean(InstantSource.class).instant();
    }

    /** A case whose embargo ends after {@code embargo}, or without one when null. */
    CoordinatedCase openCase(@Nullable Duration embargo) {
        Cases cases = application.bean(Cases.class);
        Instant now = now();
        return as(
                staff,
                () -> cases.open(new NewCase(
                        "Undisclosed title",
                        "Undisclosed summary",
                        "Router",
                        Tlp.AMBER,
                        TestOrganisations.VENDOR_B,
                        "",
                        embargo == null
                                ? null
                                : now.plus(embargo)
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .atZone(TOKYO),
                        now)));
    }

    /** Runs work in a transaction of a scope. */
    <T> T as(Scope scope, Supplier<T> work) {
        return Scopes.as(
                scope,
                () -> Objects.requireNonNull(
                        application.bean(TransactionOperations.class).execute(_ -> work.get())));
    }

    <T> T asStaff(Supplier<T> work) {
        return as(staff, work);
    }

    <T> T asPublication(Supplier<T> work) {
        return as(new Scope.System(Purpose.PUBLICATION), work);
    }

    JdbcClient sql() {
        return application.bean(JdbcClient.class);
    }

    long count(Scope scope, String table) {
        return as(
                scope,
                () -> sql().sql("select count(*) from " + table)
                        .query(Long.class)
                        .single());
    }

    long entries(CoordinatedCase of, String kind) {
        return asStaff(() -> sql().sql("select count(*) from ledger_entry where chain = :case and kind = :kind")
                .param("case", of.id().value())
                .param("kind", kind)
                .query(Long.class)
                .single());
    }

    /** The job's subject. */
    java.util.UUID schedule(CoordinatedCase of) {
        return asStaff(() -> sql().sql("""
                        select s.id from advisory_schedule s join advisory a on a.id = s.advisory_id
                         where a.case_id = :case order by s.id desc limit 1
                        """)
                .param("case", of.id().value())
                .query(java.util.UUID.class)
                .single());
    }

    static String page(CoordinatedCase of) {
        return "/cases/" + of.id() + "/advisory";
    }

    /** Saves a draft with a title of its own, further fields as name, value. */
    Browser.Page draft(Browser browser, CoordinatedCase of, String title, String... more) {
        List<String> fields = new ArrayList<>(List.of(
                "titleEn",
                title,
                "overviewEn",
                "A console runs commands of strangers.",
                "titleJa",
                title + "の脆弱性",
                "overviewJa",
                "管理画面で任意のコマンドが実行されます。"));
        fields.addAll(List.of(more));
        return browser.post(page(of), fields.toArray(String[]::new));
    }

    Browser.Page approve(Browser browser, CoordinatedCase of, int version) {
        return browser.post(page(of) + "/approval", "version", String.valueOf(version));
    }

    Browser.Page schedule(Browser browser, CoordinatedCase of, Instant at) {
        LocalDateTime utc = LocalDateTime.ofInstant(at, ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        return browser.post(page(of) + "/schedule", "instant", utc.toString(), "zone", "UTC");
    }

    /** Drafted, approved, and scheduled for a while from now. */
    CoordinatedCase scheduled(String title, Duration ahead) {
        CoordinatedCase of = openCase(null);
        draft(coordinator, of, title);
        approve(approver, of, 1);
        schedule(coordinator, of, now().plus(ahead));
        return of;
    }

    /** Everything that the public could ask for about a case's advisory. */
    List<String> publicPaths(CoordinatedCase of) {
        String file = "/.well-known/csaf/white/" + now().atZone(ZoneOffset.UTC).getYear() + "/"
                + CsafWriter.fileName(of.number());
        return List.of("/advisories/" + of.number(), file, file + ".sha256", file + ".sha512");
    }

    boolean isPublic(CoordinatedCase of) {
        return stranger.get("/advisories/" + of.number()).status() == 200;
    }

    void awaitPublic(CoordinatedCase of) {
        await(() -> isPublic(of));
    }

    /** What the staff page says of the advisory's state. */
    String state(CoordinatedCase of) {
        return coordinator.get(page(of)).html().select("[data-advisory]").attr("data-advisory");
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen in 30 seconds");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** A connection of the database's owner, to hold a lock. */
    Connection ownerConnection() throws SQLException {
        Environment environment = application.bean(Environment.class);
        return DriverManager.getConnection(
                environment.getRequiredProperty("spring.flyway.url"),
                environment.getRequiredProperty("spring.flyway.user"),
                environment.getRequiredProperty("spring.flyway.password"));
    }

    @Override
    public void close() {
        application.close();
    }
}
