package org.chosei.server;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.chosei.ChoseiApplication;
import org.chosei.identity.FirstRun;
import org.chosei.installation.DataDirectory;
import org.chosei.installation.Database;
import org.chosei.installation.DatabaseServer;
import org.chosei.installation.EmbeddedPostgres;
import org.chosei.installation.ListenPorts;
import org.chosei.installation.MasterKey;
import org.chosei.installation.Settings;
import org.chosei.installation.SigningKey;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A running Chosei: data directory, keys, database and the application, stopped in the opposite order. */
public final class Server implements AutoCloseable {
    private final DataDirectory directory;
    private final MasterKey masterKey;
    private final @Nullable EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext application;

    private Server(
            DataDirectory directory,
            MasterKey masterKey,
            @Nullable EmbeddedPostgres postgres,
            ConfigurableApplicationContext application) {
        this.directory = directory;
        this.masterKey = masterKey;
        this.postgres = postgres;
        this.application = application;
    }

    /** Starts with these settings; what was already opened is closed again when a later step fails. */
    public static Server start(Settings settings) {
        return start(settings, _ -> {});
    }

    /** As {@link #start(Settings)}, with more parts in the application: a bench listens in so. */
    public static Server start(Settings settings, Consumer<GenericApplicationContext> more) {
        DataDirectory directory = DataDirectory.open(settings.dataDirectory());
        EmbeddedPostgres postgres = null;
        try {
            ListenPorts.check(settings);
            settings.databaseServer().ifPresent(DatabaseServer::check);
            boolean dataExists = settings.databaseServer()
                    .map(DatabaseServer::isInUse)
                    .orElseGet(() -> Files.exists(directory.database()));
            MasterKey masterKey = MasterKey.openOrMake(directory, dataExists);
            SigningKey signingKey = SigningKey.openOrMake(directory, dataExists);
            Database database;
            if (settings.databaseServer().isPresent()) {
                database = settings.databaseServer().get();
            } else {
                postgres = EmbeddedPostgres.start(directory);
                database = postgres.database();
            }
            return new Server(
                    directory, masterKey, postgres, run(settings, database, directory, masterKey, signingKey, more));
        } catch (RuntimeException e) {
            if (postgres != null) {
                postgres.close();
            }
            directory.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext run(
            Settings settings,
            Database database,
            DataDirectory directory,
            MasterKey masterKey,
            SigningKey signingKey,
            Consumer<GenericApplicationContext> more) {
        SpringApplication spring = new SpringApplication(ChoseiApplication.class);
        spring.setRegisterShutdownHook(false);
        spring.setLogStartupInfo(false);
        spring.setDefaultProperties(properties(settings, database));
        spring.addInitializers(context ->
                HostBeans.register((GenericApplicationContext) context, settings, directory, masterKey, signingKey));
        spring.addInitializers(context -> more.accept((GenericApplicationContext) context));
        return spring.run();
    }

    private static Map<String, Object> properties(Settings settings, Database database) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.address", settings.web().address().getHostAddress());
        properties.put("server.port", settings.web().port());
        settings.web().tls().ifPresent(tls -> {
            properties.put(
                    "server.ssl.certificate", tls.certificateFile().toUri().toString());
            properties.put(
                    "server.ssl.certificate-private-key", tls.keyFile().toUri().toString());
        });
        properties.put("spring.datasource.url", database.appUrl());
        properties.put("spring.datasource.username", database.appUser());
        properties.put("spring.datasource.password", database.appPassword());
        properties.put("spring.flyway.url", database.ownerUrl());
        properties.put("spring.flyway.user", database.ownerUser());
        properties.put("spring.flyway.password", database.ownerPassword());
        properties.put("spring.flyway.placeholders.app", database.appUser());
        return properties;
    }

    /** The port really bound. */
    public int port() {
        return Objects.requireNonNull(((ServletWebServerApplicationContext) application).getWebServer())
                .getPort();
    }

    /** The directory with database, keys and logs. */
    public DataDirectory directory() {
        return directory;
    }

    /** The master key; tells whether it was made by this start. */
    public MasterKey masterKey() {
        return masterKey;
    }

    /** The one-time link for the first administrator; empty as soon as there is a person. */
    public Optional<String> administratorLink() {
        return application.getBean(FirstRun.class).administratorLink();
    }

    /** A part of the running application, for the demo and for tests. */
    public <T> T part(Class<T> type) {
        return application.getBean(type);
    }

    @Override
    public void close() {
        application.close();
        if (postgres != null) {
            postgres.close();
        }
        directory.close();
    }
}
