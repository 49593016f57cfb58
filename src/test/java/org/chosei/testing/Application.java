package org.chosei.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.chosei.ChoseiApplication;
import org.chosei.agreements.FontFiles;
import org.chosei.cases.CaseNumbering;
import org.chosei.cases.numbers.NumberSchemes;
import org.chosei.conversation.files.FileLimit;
import org.chosei.demo.MailSink;
import org.chosei.installation.Database;
import org.chosei.kernel.OrganisationId;
import org.chosei.ledger.Anchor;
import org.chosei.ledger.CheckpointKey;
import org.chosei.mail.MailSettings;
import org.chosei.registry.upkeep.UpkeepSettings;
import org.chosei.scoring.Weaknesses;
import org.chosei.vault.MasterKeyBytes;
import org.chosei.web.ProxyTrust;
import org.chosei.web.Site;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The whole server on a loopback port, over an empty database of its own, with a clock that can be put forward for the
 * server and its database alike, a listener for mail, and a sink in which its own mail ends.
 */
public final class Application implements AutoCloseable {
    private final Database database;
    private final TestClock clock;
    private final URI base;
    private final MailSink outside;
    private final ConfigurableApplicationContext context;

    private Application(
            Database database, TestClock clock, URI base, MailSink outside, ConfigurableApplicationContext context) {
        this.database = database;
        this.clock = clock;
        this.base = base;
        this.outside = outside;
        this.context = context;
    }

    /** Starts it; {@code settings} are more properties, {@code name=value}. Its mail goes to {@link #outside}. */
    public static Application start(String... settings) {
        Database database = TestDatabase.migrated();
        TestOrganisations.addTo(database);
        TestClock clock = new TestClock();
        MailSink outside = sink(clock);
        int port = freePort();
        URI base = URI.create("http://127.0.0.1:" + port);
        SpringApplication application = new SpringApplication(ChoseiApplication.class);
        application.setRegisterShutdownHook(false);
        application.addInitializers(
                context -> addBeans((GenericApplicationContext) context, clock, base, outside.port()));
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--spring.datasource.url=" + database.appUrl(),
                "--spring.datasource.username=" + database.appUser(),
                "--spring.datasource.password=" + database.appPassword(),
                "--spring.flyway.url=" + database.ownerUrl(),
                "--spring.flyway.user=" + database.ownerUser(),
                "--spring.flyway.password=" + database.ownerPassword(),
                "--spring.flyway.placeholders.app=" + database.appUser()));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return new Application(database, clock, base, outside, application.run(arguments.toArray(String[]::new)));
    }

    private static MailSink sink(TestClock clock) {
        try {
            return MailSink.start(clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addBeans(GenericApplicationContext context, TestClock clock, URI base, int relayPort) {
        byte[] masterKey = new byte[32];
        new SecureRandom().nextBytes(masterKey);
        Site site = new Site(base, "試験調整センター", "Test Coordination Centre", ZoneId.of("Asia/Tokyo"));
        context.registerBean("testClock", InstantSource.class, () -> clock, bean -> bean.setPrimary(true));
        context.registerBean("testSite", Site.class, () -> site, bean -> bean.setPrimary(true));
        context.registerBean(
                "testMasterKey",
                MasterKeyBytes.class,
                () -> new MasterKeyBytes(masterKey),
                bean -> bean.setPrimary(true));
        context.registerBean(
                "testNumbering",
                CaseNumbering.class,
                () -> new CaseNumbering("CHS", site.zone()),
                bean -> bean.setPrimary(true));
        context.registerBean(
                "testSchemes",
                NumberSchemes.class,
                () -> new NumberSchemes(List.of(
                        new NumberSchemes.Scheme("JVN#", NumberSchemes.Digits.RANDOM, 8),
                        new NumberSchemes.Scheme("ADV-", NumberSchemes.Digits.SEQUENTIAL, 5))),
                bean -> bean.setPrimary(true));
        context.registerBean(
                "testMail",
                MailSettings.class,
                () -> new MailSettings(
                        "Test <csirt@csirt.example>",
                        "bounces@csirt.example",
                        "csirt.example",
                        "127.0.0.1",
                        relayPort,
                        false,
                        null,
                        InetAddress.getLoopbackAddress(),
                        0),
                bean -> bean.setPrimary(true));
        context.registerBean("testDns", TestDns.class, TestDns::new, bean -> bean.setPrimary(true));
        context.registerBean("testBelief", TestBelief.class, TestBelief::new, bean -> bean.setPrimary(true));
        context.registerBean(
                "testUpkeep",
                UpkeepSettings.class,
                () -> new UpkeepSettings(Duration.ofDays(90)),
                bean -> bean.setPrimary(true));
        context.registerBean(
                "testFileLimit",
                FileLimit.class,
                () -> new FileLimit(
                        context.getEnvironment().getProperty("test.largest-file", Long.class, 1024L * 1024 * 1024)),
                bean -> bean.setPrimary(true));
        context.registerBean("countedStatements", BeanPostProcessor.class, Application::counting);
        context.registerBean("testFonts", FontFiles.class, () -> fonts(context), bean -> bean.setPrimary(true));
        context.registerBean(
                "testWeaknesses", Weaknesses.class, () -> Weaknesses.of(null), bean -> bean.setPrimary(true));
        context.registerBean("testProxies", ProxyTrust.class, () -> new ProxyTrust(_ -> false));
        context.registerBean(
                "testCheckpointKey", CheckpointKey.class, TestCheckpointKey::new, bean -> bean.setPrimary(true));
        context.registerBean("testAnchor", Anchor.class, TestAnchor::new, bean -> bean.setPrimary(true));
    }

    /** Those of this machine, unless the test names a file with {@code test.font=FILE}. */
    private static FontFiles fonts(GenericApplicationContext context) {
        String file = context.getEnvironment().getProperty("test.font");
        return FontFiles.of(file == null ? null : Path.of(file));
    }

    private static BeanPostProcessor counting() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source ? new CountedStatements(source) : bean;
            }
        };
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it answers. */
    public URI base() {
        return base;
    }

    /** A part of the running server. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Registers one more vendor under this id. */
    public void addVendor(OrganisationId id, String nameEn) {
        TestOrganisations.addVendor(database, id, nameEn);
    }

    /** Where every mail of the server goes. */
    public MailSink outside() {
        return outside;
    }

    /** Counts what this thread asks of the database. */
    public CountedStatements statements() {
        return bean(CountedStatements.class);
    }

    public TestClock clock() {
        return clock;
    }

    /** A browser without cookies yet. */
    public Browser browser() {
        return new Browser(base);
    }

    /** Puts the clock forward, for the server and for its database. */
    public void advance(Duration by) {
        clock.putForward(by, this::tellTheDatabase);
    }

    /** Stops the clock at an instant, for the server and for its database, to look at it as long as it takes. */
    public void stopAt(Instant at) {
        clock.stopAt(at, this::tellTheDatabase);
    }

    /** The same for the server alone: its database still takes what it was told before for the time. */
    public void stopServerAt(Instant at) {
        clock.stopAt(at, _ -> {});
    }

    /** Lets a stopped clock run on. */
    public void go() {
        clock.go(this::tellTheDatabase);
    }

    private void tellTheDatabase(String time) {
        asOwner("create or replace function chosei_now() returns timestamptz language sql stable parallel safe"
                + " as $$ select " + time + " $$");
    }

    /** The first column of what the owner sees for a backup: every row there is. */
    public List<String> everything(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        database.ownerUrl(), database.ownerUser(), database.ownerPassword());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "select set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true)");
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            connection.rollback();
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The parts of the running server whose class is in these rooms and not from elsewhere. */
    public List<Object> parts(String inPackage) {
        return context.getBeansOfType(Object.class).values().stream()
                .filter(bean -> bean.getClass().getName().startsWith(inPackage))
                .toList();
    }

    /** Runs a statement as the owner, above no row but outside what the application may do. */
    public void asOwner(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        database.ownerUrl(), database.ownerUser(), database.ownerPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        outside.close();
    }
}
