package org.chosei.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.chosei.crypto.KeyReading;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.installation.Settings;
import org.chosei.mail.MailListener;
import org.chosei.mail.wire.RelayResult;
import org.chosei.mail.wire.SmtpRelay;
import org.chosei.server.Server;
import org.springframework.context.support.GenericApplicationContext;

/** Where the demo plays: a production server over a fresh database, and a mail sink that stands for everybody else. */
public final class Stage implements AutoCloseable {
    /** The domain of the demo's CSIRT. */
    static final String DOMAIN = "csirt.example";

    private static final String ADDRESS = "coordination@" + DOMAIN;

    private final Path directory;
    private final MailSink outside;
    private final Settings settings;
    private final Server server;
    private final Production production;
    private final List<AutoCloseable> later = new ArrayList<>();

    private Stage(Path directory, MailSink outside, Settings settings, Server server, Production production) {
        this.directory = directory;
        this.outside = outside;
        this.settings = settings;
        this.server = server;
        this.production = production;
    }

    /** Starts server and sink on loopback. */
    static Stage open(Production production) {
        return open(production, _ -> {});
    }

    /** The same with more parts in the server, which only a bench needs. */
    static Stage open(Production production, Consumer<GenericApplicationContext> more) {
        return open(production, more, 0);
    }

    /**
     * The same with another relay.
     *
     * @param relayPort where mail is handed to on loopback; 0 for the sink that keeps it
     */
    static Stage open(Production production, Consumer<GenericApplicationContext> more, int relayPort) {
        try {
            Path directory = Files.createTempDirectory("chosei-demo");
            MailSink outside = MailSink.start(InstantSource.system());
            URI base = URI.create("http://127.0.0.1:" + free(production.port()));
            Settings settings = Settings.of(Map.ofEntries(
                    Map.entry("base-url", base.toString()),
                    Map.entry("listen-port", String.valueOf(base.getPort())),
                    Map.entry("data-directory", directory.resolve("data").toString()),
                    Map.entry("mail.listen-port", "0"),
                    Map.entry("mail.relay-port", String.valueOf(relayPort == 0 ? outside.port() : relayPort)),
                    Map.entry("mail.domain", DOMAIN),
                    Map.entry("mail.from-address", ADDRESS),
                    Map.entry("csirt.name-ja", "デモ調整センター"),
                    Map.entry("csirt.name-en", "Demo Coordination Centre")));
            return new Stage(directory, outside, settings, Server.start(settings, more), production);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The wanted port, so that the pages are where the README says; another one when somebody has it. */
    private static int free(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    public URI base() {
        return settings.baseUrl();
    }

    /** Where people write to. */
    public String address() {
        return ADDRESS;
    }

    /** Where the server takes mail on loopback. */
    public int mailPort() {
        return server.part(MailListener.class).port();
    }

    /** All mail that left the server. */
    public MailSink outside() {
        return outside;
    }

    public Server server() {
        return server;
    }

    Production production() {
        return production;
    }

    Visitor visitor() {
        return keep(production.browsers().apply(base()));
    }

    /** An OpenPGP program and a fresh key: the machine's gpg where there is one. */
    OpenPgpUser openPgp(String userId, OpenPgpUser.Kind kind) {
        return keep(production.gnuPg() ? new GnuPg(userId, kind) : new BuiltInOpenPgp(userId));
    }

    /** The fingerprint of the CSIRT's own key, read from the certificate that it publishes. */
    String coordinationKey() {
        return OpenPgpKey.read(visitor().fetch("/openpgp-key.asc").bytes()) instanceof KeyReading.Readable readable
                ? readable.key().fingerprint()
                : "";
    }

    private <T extends AutoCloseable> T keep(T thing) {
        later.add(thing);
        return thing;
    }

    /** Hands a mail to the server's own listener, as the sender's mail server would. */
    void mail(String from, String to, byte[] bytes) {
        SmtpRelay relay =
                new SmtpRelay(SmtpRelay.Settings.of("127.0.0.1", mailPort(), SmtpRelay.Tls.OFF, "outside.example"));
        try (var session = relay.open()) {
            RelayResult result = session.send(from, to, bytes);
            StepFailed.unless(result instanceof RelayResult.HandedOver, "the listener answered %s", result);
        }
    }

    @Override
    public void close() {
        server.close();
        outside.close();
        for (AutoCloseable each : later) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        Trees.delete(directory);
    }
}
