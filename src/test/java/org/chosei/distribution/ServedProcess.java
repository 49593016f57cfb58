package org.chosei.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** {@code serve} in a process of its own over a data directory, to be killed. */
public final class ServedProcess implements AutoCloseable {
    private final Process process;
    private final Path data;

    private ServedProcess(Process process, Path data) {
        this.process = process;
        this.data = data;
    }

    /** Settings in {@code beside}: any port for pages, no listener for mail, a relay on this port. */
    static Path settings(Path beside, Path data, int relayPort) throws IOException {
        return Files.write(
                beside.resolve("chosei.settings"),
                List.of(
                        "data-directory = " + data,
                        "listen-port = 0",
                        "mail.listen-port = off",
                        "mail.relay-port = " + relayPort));
    }

    /** Starts it; {@code data} is the directory that the settings name. */
    public static ServedProcess start(Path settings, Path data) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.chosei.command.Chosei",
                        "serve",
                        "--settings",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(settings.resolveSibling("serve.log").toFile())
                .start();
        return new ServedProcess(process, data);
    }

    /**
     * How many backends of its database wait in {@code pg_sleep}; none while the database is not up yet. A role sees what
     * its own backends wait for, so this asks as the application.
     */
    long asleep() {
        try (Connection app = connection(data, "chosei_app", "database-app.password");
                Statement statement = app.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from pg_stat_activity where wait_event = 'PgSleep'")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException | IOException notYet) {
            if (!process.isAlive()) {
                throw new AssertionError("the server ended", notYet);
            }
            return 0;
        }
    }

    /** The owner's connection to the embedded database of a data directory, wherever it listens now. */
    static Connection owner(Path data) throws IOException, SQLException {
        return connection(data, "chosei_owner", "database-owner.password");
    }

    private static Connection connection(Path data, String user, String password) throws IOException, SQLException {
        List<String> pid = Files.readAllLines(data.resolve("database/postmaster.pid"));
        String url = "jdbc:postgresql://127.0.0.1:" + pid.get(3).strip() + "/chosei?connectTimeout=5&socketTimeout=10";
        return DriverManager.getConnection(
                url,
                user,
                Files.readString(data.resolve("keys").resolve(password)).strip());
    }

    /** As {@code kill -9}: nothing is finished. */
    public void killMinusNine() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            killMinusNine();
        }
    }
}
