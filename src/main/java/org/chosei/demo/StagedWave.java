package org.chosei.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.NewCase;
import org.chosei.distribution.Fairness;
import org.chosei.distribution.Wave;
import org.chosei.distribution.Waves;
import org.chosei.identity.Token;
import org.chosei.installation.Settings;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Tlp;
import org.chosei.registry.Organisations;
import org.chosei.server.Server;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A server in this process over an installation that others run as well, to plan a wave there and to read what became of it. */
public final class StagedWave implements AutoCloseable {
    private static final String WORDS = "回避策：管理画面を閉じてください。\n".repeat(50);
    private static final String ENGLISH = "Close the console to the internet.\n".repeat(50);

    private final Server server;
    private final Scope.Person staff;

    private StagedWave(Server server) {
        this.server = server;
        Scope nobody =
                new Scope.Person(new PersonId(UUID.randomUUID()), new OrganisationId(UUID.randomUUID()), Set.of());
        OrganisationId csirt = as(nobody, () -> server.part(Organisations.class).coordinator());
        this.staff = new Scope.Person(new PersonId(UUID.randomUUID()), csirt, Set.of(Role.COORDINATOR));
    }

    /** Starts the server of these settings; nobody else may run it meanwhile. */
    public static StagedWave open(Settings settings) {
        return new StagedWave(Server.start(settings));
    }

    /**
     * A wave that waits for its instant.
     *
     * @param addresses of the vendors that it goes to
     * @param members a signed-in person of each of the first vendors
     */
    public record Planned(CaseId caseId, Instant at, List<String> addresses, List<Token> members) {
        /** The page on which a vendor finds the case, as soon as it may. */
        public String path() {
            return "/our-cases/" + caseId;
        }
    }

    /** Makes so many vendors that signed everything and proved a key each, and plans a wave to all of them. */
    public Planned plan(int vendors, int members, Duration ahead) {
        LargeWaveRows rows = new LargeWaveRows(server, staff);
        List<OrganisationId> to = rows.vendors(GeneratedKeys.curve(vendors, now().minusSeconds(60)));
        List<Token> sessions = rows.sessions(to.subList(0, Math.min(members, vendors)));
        CaseId of = as(staff, this::openCase);
        Waves.Request request = new Waves.Request(
                of,
                new LinkedHashSet<>(to),
                "認証の不備",
                WORDS,
                "Broken login",
                ENGLISH,
                now().plus(ahead).atZone(ZoneOffset.UTC));
        Wave wave = Scopes.as(staff, () -> server.part(Waves.class).plan(request));
        List<String> addresses = java.util.stream.IntStream.range(0, vendors)
                .mapToObj(i -> "psirt@m" + i + ".example")
                .toList();
        return new Planned(of, wave.visibleFrom(), addresses, sessions);
    }

    private CaseId openCase() {
        return server.part(Cases.class)
                .open(new NewCase(
                        "Broken login",
                        "Summary",
                        "Router",
                        Tlp.AMBER,
                        server.part(Organisations.class).coordinator(),
                        "",
                        null,
                        now()))
                .id();
    }

    /** How many mails of the case still have to leave. */
    public int waiting(CaseId of) {
        return count("select count(*) from mail_delivery where case_id = ? and state in ('STAGED', 'DEFERRED')", of);
    }

    /** How often the ledger says of mails of the case that they were handed over. */
    public int entriesOfHandingOver(CaseId of) {
        return count("select count(*) from ledger_entry where chain = ? and kind = 'mail.handed-over'", of);
    }

    private int count(String sql, CaseId of) {
        return as(
                staff,
                () -> server.part(JdbcClient.class)
                        .sql(sql)
                        .param(of.value())
                        .query(Integer.class)
                        .single());
    }

    /** What the fairness report says of the case. */
    public List<Fairness.Line> report(CaseId of) {
        return as(staff, () -> server.part(Fairness.class).of(of, Locale.ENGLISH));
    }

    private <T> T as(Scope scope, Supplier<T> work) {
        TransactionOperations transaction = server.part(TransactionOperations.class);
        return Scopes.as(scope, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }

    @Override
    public void close() {
        server.close();
    }
}
