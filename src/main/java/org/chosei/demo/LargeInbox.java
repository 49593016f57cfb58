package org.chosei.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.NewCase;
import org.chosei.identity.Invitations;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Tlp;
import org.chosei.registry.ImportSheet;
import org.chosei.registry.Organisations;
import org.chosei.registry.RegistryByCommand;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The demo's stage with very many open cases on it, to measure the inbox. Those that come first by their deadlines are opened
 * as staff open them, with titles of their own that have to be unsealed; the rest are rows written in bulk.
 */
public final class LargeInbox implements AutoCloseable {
    private static final int REAL = 400;
    private static final int WARM_UP = 30;
    private static final int COLLEAGUES = 20;

    private final Stage stage;
    private final Person coordinator;
    private final Person engineer;
    private final OrganisationId vendor;
    private final CountedRequests counted;
    private final Scope staff;

    private LargeInbox(Stage stage, Person coordinator, CountedRequests counted) {
        this.stage = stage;
        this.coordinator = coordinator;
        this.counted = counted;
        Scope nobody =
                new Scope.Person(new PersonId(UUID.randomUUID()), new OrganisationId(UUID.randomUUID()), Set.of());
        OrganisationId csirt =
                as(nobody, () -> stage.server().part(Organisations.class).coordinator());
        this.staff = new Scope.Person(new PersonId(UUID.randomUUID()), csirt, Set.of(Role.COORDINATOR));
        this.vendor = register();
        this.engineer = join(vendor);
    }

    private OrganisationId register() {
        RegistryByCommand.over(stage.server().part(DataSource.class), InstantSource.system())
                .bring(
                        ImportSheet.read("会社名,英文社名,登録区分,メール\n製品開発者株式会社,Maker,一般登録,psirt@maker.example\n"
                                .getBytes(StandardCharsets.UTF_8)),
                        false,
                        Locale.ENGLISH,
                        (_, _) -> {});
        return as(
                staff,
                () -> stage.server()
                        .part(Organisations.class)
                        .vendors()
                        .getFirst()
                        .id());
    }

    private Person join(OrganisationId organisation) {
        String email = "engineer@maker.example";
        as(new Scope.System(Purpose.SETUP), () -> {
            stage.server()
                    .part(Invitations.class)
                    .invite("Engineer", email, organisation, Set.of(Role.RESPONSIBLE), Locale.ENGLISH);
            return true;
        });
        return Person.join(stage, new Inbox(stage, email).invitation(), "Engineer", email, Locale.ENGLISH);
    }

    /** Starts a server over a fresh database and signs a coordinator in. */
    public static LargeInbox open() {
        CountedRequests counted = new CountedRequests();
        Stage stage = Stage.open(Production.usual().withoutGnuPg().hasty(), counted::listenIn);
        try {
            Person administrator = Cast.administrator(stage);
            Person coordinator =
                    Cast.invite(stage, administrator, "Chika", "coordinator@" + Stage.DOMAIN, "COORDINATOR");
            return new LargeInbox(stage, coordinator, counted);
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    /** Opens so many cases: half of them distributed, to fifteen vendors in turn, a tenth with a message that waits, four tenths with an assignee. */
    public void fill(int cases) {
        Instant now = InstantSource.system().instant();
        int real = Math.min(REAL, cases);
        for (int i = 0; i < real; i++) {
            int number = i;
            as(
                    staff,
                    () -> stage.server()
                            .part(Cases.class)
                            .open(new NewCase(
                                    "Matter " + number,
                                    "Summary",
                                    "Library",
                                    Tlp.AMBER,
                                    stage.server().part(Organisations.class).coordinator(),
                                    "CASE#" + number,
                                    null,
                                    now.minus(Duration.ofDays(60)).plus(Duration.ofMinutes(number)))));
        }
        as(new Scope.System(Purpose.SIGN_IN), () -> sql("""
                insert into person (id, name, email, locale, created_at)
                select uuidv7(), 'Colleague ' || i, 'colleague' || i || '@csirt.example', 'en', chosei_now()
                  from generate_series(1, :number) i
                """, COLLEAGUES));
        for (String rows : List.of("""
                insert into coordination_case (id, number, tlp, title, product, summary)
                select uuidv7(), 'BULK-' || i, 'AMBER', c.title, c.product, c.summary
                  from generate_series(1, :number) i, (select * from coordination_case order by id limit 1) c
                """, """
                insert into case_clock (case_id, kind, started_at, due_at, rule_version)
                select id, 'ACCEPTANCE', chosei_now(), chosei_now() + (random() * 100 - 10) * interval '1 day', 1
                  from coordination_case where number like 'BULK-%' and :number > 0
                """, """
                insert into audience (id, case_id, kind, organisation_id)
                select uuidv7(), id, 'organisation', case when n % 30 = 0 and n <= 9000 then 'VENDOR' else md5((n % 30)::text)::uuid end
                  from (select id, row_number() over (order by id) as n from coordination_case) c
                 where n % 2 = 0 and :number >= 0
                """, """
                insert into notice (id, case_id, audience_id, ordinal, body, sha256)
                select uuidv7(), a.case_id, a.id, 1, c.summary, 'none' from audience a join coordination_case c on c.id = a.case_id
                 where a.kind = 'organisation' and :number >= 0
                """, """
                insert into vulnerability (id, case_id, ordinal)
                select uuidv7(), a.case_id, 9 from audience a where a.kind = 'organisation' and :number >= 0
                """, """
                insert into case_vulnerability (case_id, vulnerability_id, ordinal)
                select case_id, id, 9 from vulnerability where ordinal = 9 and :number >= 0
                """, """
                insert into thread (id, case_id, audience_id, organisation_id)
                select uuidv7(), a.case_id, a.id, a.organisation_id from audience a where a.kind = 'organisation' and :number >= 0
                """, """
                insert into access_grant (case_id, audience_id, organisation_id, wave_id, visible_from)
                select case_id, id, organisation_id, uuidv7(), chosei_now() from audience where kind = 'organisation' and :number >= 0
                """, """
                insert into wave (id, case_id, notice_id, policy_version, visible_from)
                select uuidv7(), n.case_id, n.id, (select max(version) from distribution_policy), chosei_now() - interval '1 day'
                  from notice n where :number >= 0
                """, """
                insert into message (id, thread_id, case_id, audience_id, organisation_id, via, body)
                select uuidv7(), t.id, t.case_id, t.audience_id, t.organisation_id, 'web', c.summary
                  from (select t.*, row_number() over (order by t.id) as n from thread t where t.organisation_id is not null) t
                  join coordination_case c on c.id = t.case_id where t.n % 5 = 0 and :number >= 0
                """, """
                insert into case_assignment (id, case_id, person_id)
                select uuidv7(), c.id, p.id
                  from (select id, row_number() over (order by id) as n from coordination_case) c
                  join (select id, row_number() over (order by id) as n, count(*) over () as all_of_them from person) p
                    on p.n = 1 + c.n % p.all_of_them where c.n % 10 in (0, 3, 5, 8) and :number >= 0
                """)) {
            as(staff, () -> sql(rows.replace("'VENDOR'", "'" + vendor + "'::uuid"), cases - real));
        }
        as(staff, () -> sql("select count(*) from inbox_item where :number >= 0", 0));
    }

    /** How many items staff have. */
    public int items() {
        return as(
                staff,
                () -> stage.server()
                        .part(JdbcClient.class)
                        .sql("select count(*) from inbox_item")
                        .query(Integer.class)
                        .single());
    }

    private Integer sql(String sql, int number) {
        var statement = stage.server().part(JdbcClient.class).sql(sql).param("number", number);
        return sql.startsWith("select") ? statement.query(Integer.class).single() : Integer.valueOf(statement.update());
    }

    /** Asks for an address that many times; how long each answer took the server, and how many statements the middle one needed. */
    public LargeCase.Answers answers(String address, int rounds) {
        return answers(coordinator, address, rounds);
    }

    /** The same, asked by somebody of a vendor that has one in thirty of the cases and 300 at most, more than anybody works on at a time. */
    public LargeCase.Answers vendorAnswers(String address, int rounds) {
        return answers(engineer, address, rounds);
    }

    private LargeCase.Answers answers(Person person, String address, int rounds) {
        String path = address.replaceFirst("\\?.*", "");
        for (int i = 0; i < WARM_UP; i++) {
            person.fetch(address).fine();
        }
        counted.taken(path, WARM_UP);
        for (int i = 0; i < rounds; i++) {
            person.fetch(address).fine();
        }
        List<CountedRequests.Request> taken = counted.taken(path, rounds);
        return new LargeCase.Answers(
                taken.stream().map(CountedRequests.Request::time).sorted().toList(),
                taken.stream()
                        .map(CountedRequests.Request::statements)
                        .sorted()
                        .toList()
                        .get(taken.size() / 2));
    }

    /** How many lines this address shows. */
    public int lines(String address) {
        return coordinator.fetch(address).fine().html().select("[data-row]").size();
    }

    /** The same, for the vendor. */
    public int vendorLines(String address) {
        return engineer.fetch(address).fine().html().select("[data-row]").size();
    }

    /** In how many cases the vendor has a notice that it has not acknowledged. */
    public int vendorCases() {
        return as(
                staff,
                () -> stage.server()
                        .part(JdbcClient.class)
                        .sql("select count(*) from access_grant where organisation_id = :vendor")
                        .param("vendor", vendor.value())
                        .query(Integer.class)
                        .single());
    }

    /** The address of the page after this one. */
    public String next(String address) {
        return coordinator.fetch(address).fine().element("a[rel=next]").attr("href");
    }

    /** The same, for the vendor; empty when there is none. */
    public Optional<String> vendorNext(String address) {
        return Optional.ofNullable(engineer.fetch(address).fine().html().selectFirst("a[rel=next]"))
                .map(link -> link.attr("href"));
    }

    private <T> T as(Scope scope, Supplier<T> work) {
        TransactionOperations transaction = stage.server().part(TransactionOperations.class);
        return Scopes.as(scope, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    @Override
    public void close() {
        stage.close();
    }
}
