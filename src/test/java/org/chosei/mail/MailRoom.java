package org.chosei.mail;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.demo.MailSink;
import org.chosei.installation.Database;
import org.chosei.jobs.Job;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.mail.wire.RelayResult;
import org.chosei.mail.wire.SmtpRelay;
import org.chosei.testing.CountedStatements;
import org.chosei.testing.TestDatabase;
import org.chosei.testing.TestDns;
import org.chosei.vault.MasterKeyBytes;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The mail room on the ground floor alone: a real database, a real listener, a real relay, and rooms above it that a test
 * plays. Jobs run when the test says so, at the test's time.
 */
final class MailRoom implements AutoCloseable {
    static final String DESK_ADDRESS = "vh@csirt.example";
    private static final OrganisationId CSIRT = new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_0001L));
    private static final OrganisationId VENDOR = new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_000aL));
    static final Scope STAFF = person(CSIRT, Role.COORDINATOR);
    static final Scope VENDOR_PERSON = person(VENDOR, Role.MEMBER);

    final MailSink sink;
    final Map<Claim.Order, Function<ArrivedMail, Claim.Answer>> rooms = new EnumMap<>(Claim.Order.class);
    final List<Claim.Order> asked = new ArrayList<>();
    final Set<OrganisationId> withdrawn = new java.util.HashSet<>();
    /** How teams want encrypted mail, as the registry would say. */
    final Map<OrganisationId, TeamWays.Way> ways = new ConcurrentHashMap<>();

    final CountedStatements statements;
    private final Database database;
    private final HikariDataSource pool;
    private final AnnotationConfigApplicationContext context;
    private volatile Duration ahead = Duration.ZERO;

    static MailRoom start() {
        return new MailRoom(true);
    }

    static MailRoom startWithoutGate() {
        return new MailRoom(false);
    }

    private MailRoom(boolean gate) {
        database = TestDatabase.migrated();
        pool = new HikariDataSource();
        pool.setJdbcUrl(database.appUrl());
        pool.setUsername(database.appUser());
        pool.setPassword(database.appPassword());
        pool.setMaximumPoolSize(8);
        statements = new CountedStatements(pool);
        sink = sink();
        context = new AnnotationConfigApplicationContext();
        register(gate);
        context.refresh();
    }

    private MailSink sink() {
        try {
            return MailSink.start(this::now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void register(boolean gate) {
        var scanner = new ClassPathBeanDefinitionScanner(context);
        scanner.addExcludeFilter(new RegexPatternTypeFilter(
                java.util.regex.Pattern.compile(".*(JobRunner|Checkpoint|\\.web\\.|Test|MailRoom).*")));
        scanner.scan(
                "org.chosei.access", "org.chosei.ledger", "org.chosei.vault", "org.chosei.jobs", "org.chosei.mail");
        context.registerBean("testClock", InstantSource.class, () -> this::now, bean -> bean.setPrimary(true));
        context.registerBean("testDns", TestDns.class, TestDns::new, bean -> bean.setPrimary(true));
        context.registerBean(DataSource.class, () -> statements);
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(statements));
        context.registerBean(
                TransactionTemplate.class,
                () -> new TransactionTemplate(context.getBean(PlatformTransactionManager.class)));
        context.registerBean(MasterKeyBytes.class, () -> new MasterKeyBytes(new byte[32]));
        context.registerBean(MailSettings.class, () -> settings(sink.port()));
        for (Claim.Order order : Claim.Order.values()) {
            if (order != Claim.Order.BOUNCE) {
                context.registerBean("claim" + order, Claim.class, () -> new Room(order));
            }
        }
        context.registerBean(TeamWays.class, () -> organisations -> ways);
        if (gate) {
            context.registerBean(
                    MaySend.class,
                    () -> candidates -> candidates.stream()
                            .filter(each -> !withdrawn.contains(each.organisation()))
                            .map(MaySend.Candidate::delivery)
                            .collect(Collectors.toSet()));
        }
    }

    static MailSettings settings(int relayPort) {
        return new MailSettings(
                "試験調整センター <" + DESK_ADDRESS + ">",
                "bounces@csirt.example",
                "mail.csirt.example",
                "127.0.0.1",
                relayPort,
                false,
                null,
                InetAddress.getLoopbackAddress(),
                0);
    }

    /** A room above, as the test plays it. */
    private final class Room implements Claim {
        private final Order order;

        Room(Order order) {
            this.order = order;
        }

        @Override
        public Order order() {
            return order;
        }

        @Override
        public Answer consider(ArrivedMail mail) {
            asked.add(order);
            return rooms.getOrDefault(order, _ -> new Answer.NotMine()).apply(mail);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Instant now() {
        return InstantSource.system().instant().plus(ahead).truncatedTo(ChronoUnit.MICROS);
    }

    /** Puts the clock of the room and of its database forward. */
    void advance(Duration by) {
        ahead = ahead.plus(by);
        asOwner("create or replace function chosei_now() returns timestamptz language sql stable parallel safe"
                + " as $$ select statement_timestamp() + interval '" + ahead.toMillis() + " milliseconds' $$");
    }

    /** Hands a mail to the listener as a stranger's server would. */
    RelayResult arrive(String recipient, byte[] mail) {
        var relay = new SmtpRelay(
                SmtpRelay.Settings.of("127.0.0.1", bean(MailListener.class).port(), SmtpRelay.Tls.OFF, "peer.example"));
        try (var session = relay.open()) {
            return session.send("sender@vendor.example", recipient, mail);
        }
    }

    RelayResult arrive(byte[] mail) {
        return arrive(DESK_ADDRESS, mail);
    }

    /** Does every job of this kind that is due, as the runner would; a failure leaves the job where it is. */
    void work(String kind) {
        Job job = context.getBeansOfType(Job.class).values().stream()
                .filter(each -> each.kind().equals(kind))
                .findFirst()
                .orElseThrow();
        for (UUID subject : due(kind)) {
            Scopes.as(new Scope.System(job.purpose()), () -> job.run(subject));
            asApp("delete from scheduled_tasks where task_name = '" + kind + "' and task_instance = '" + subject + "'");
        }
    }

    List<UUID> due(String kind) {
        return query("select task_instance from scheduled_tasks where task_name = '" + kind
                        + "' and execution_time <= '" + now() + "' order by execution_time")
                .stream()
                .map(UUID::fromString)
                .toList();
    }

    /** What the sweep does every few seconds. */
    void sweep() {
        OutgoingSweep sweep = bean(OutgoingSweep.class);
        Scopes.as(new Scope.System(sweep.purpose()), sweep::run);
    }

    <T> T as(Scope scope, Supplier<T> work) {
        return Scopes.as(
                scope,
                () -> Objects.requireNonNull(bean(TransactionTemplate.class).execute(_ -> work.get())));
    }

    void as(Scope scope, Runnable work) {
        Scopes.as(scope, () -> bean(TransactionTemplate.class).executeWithoutResult(_ -> work.run()));
    }

    /** First column of all rows, seen by staff. */
    List<String> staffSees(String sql) {
        return as(
                STAFF, () -> bean(JdbcClient.class).sql(sql).query(String.class).list());
    }

    long entries(String kind) {
        return Long.parseLong(staffSees("select count(*) from ledger_entry where kind = '" + kind + "'")
                .getFirst());
    }

    void asOwner(String sql) {
        execute(database.ownerUrl(), database.ownerUser(), database.ownerPassword(), sql);
    }

    private void asApp(String sql) {
        execute(database.appUrl(), database.appUser(), database.appPassword(), sql);
    }

    private static void execute(String url, String user, String password, String sql) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> query(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(database.appUrl(), database.appUser(), database.appPassword());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] mail(String subject, String text) {
        return ("From: =?UTF-8?B?5bGx55Sw?= <taro@vendor.example>\r\nTo: " + DESK_ADDRESS + "\r\nSubject: " + subject
                        + "\r\nMessage-ID: <" + UUID.randomUUID() + "@vendor.example>\r\n\r\n" + text + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Scope person(OrganisationId organisation, Role role) {
        return new Scope.Person(new PersonId(UUID.randomUUID()), organisation, Set.of(role));
    }

    @Override
    public void close() {
        context.close();
        pool.close();
        sink.close();
    }
}
