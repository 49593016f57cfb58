package org.chosei.mail.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.SSLSocketCreator;

/**
 * The door for incoming mail. It relays nothing, says 250 only after the {@link Receiver} has kept the message, and ends
 * a message at {@code CRLF.CRLF} only, so that nothing can be smuggled behind it.
 */
public final class SmtpListener implements AutoCloseable {
    private final SMTPServer server;
    private final int port;

    /**
     * What the listener answers to and how much it takes.
     *
     * @param heloName the name it calls itself, normally the host name of the MX record
     * @param accepts says for a recipient (lower-cased domain) whether it is ours; every other is refused with 550
     * @param tls offers STARTTLS with this certificate, or not at all
     */
    public record Settings(
            String heloName,
            Predicate<String> accepts,
            Limits limits,
            @Nullable SSLContext tls,
            InstantSource time,
            Protocol protocol) {

        /** For SMTP. */
        public Settings(
                String heloName,
                Predicate<String> accepts,
                Limits limits,
                @Nullable SSLContext tls,
                InstantSource time) {
            this(heloName, accepts, limits, tls, time, Protocol.SMTP);
        }
    }

    /** What is spoken: LMTP (RFC 2033) answers once for each recipient, and has no queue behind it. */
    public enum Protocol {
        SMTP,
        LMTP
    }

    /**
     * Bounds on what strangers may use up.
     *
     * @param messageBytes above it the answer is 552
     * @param bytesInFlight of all connections together; above it the answer is 452 (try again)
     * @param recipients of one message; above it the answer is 452 for the surplus ones
     * @param connections at once; above it the answer is 421
     * @param idle how long a peer may say nothing
     * @param message how long one message may take to arrive
     */
    public record Limits(
            int messageBytes, long bytesInFlight, int recipients, int connections, Duration idle, Duration message) {
        public static final int MEBIBYTE = 1024 * 1024;

        /**
         * The standard, or as much of it as this memory (in bytes) can carry: a message is held several times over while it
         * is taken, sealed and stored, and must never be what ends the server.
         */
        public static Limits within(long memory) {
            Limits standard = standard();
            return new Limits(
                    (int) Math.min(standard.messageBytes, memory / 16),
                    Math.min(standard.bytesInFlight, memory / 8),
                    standard.recipients,
                    standard.connections,
                    standard.idle,
                    standard.message);
        }

        /** 50 MiB a message, 1,000 recipients, 100 connections. */
        public static Limits standard() {
            return new Limits(
                    50 * MEBIBYTE, 128L * MEBIBYTE, 1_000, 100, Duration.ofMinutes(1), Duration.ofMinutes(10));
        }
    }

    private SmtpListener(SMTPServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Listens until closed.
     *
     * @param port 0 takes a free one, see {@link #port()}
     * @throws IOException when the address cannot be bound; the message names it
     */
    public static SmtpListener start(InetAddress address, int port, Settings settings, Receiver receiver)
            throws IOException {
        Limits limits = settings.limits();
        var budget = new Semaphore(Transaction.permits(limits.bytesInFlight()));
        var builder = SMTPServer.port(port)
                .bindAddress(address)
                .serverSocketFactory(PromptServerSocket::new)
                .hostName(settings.heloName())
                .softwareName("Chosei")
                .messageHandlerFactory(context -> new Transaction(context, settings, budget, receiver))
                .fromAddressValidator(AddressText::acceptedOnWire)
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("smtp-", 0).factory()))
                .maxMessageSize(limits.messageBytes())
                .maxRecipients(limits.recipients())
                .maxConnections(limits.connections())
                .connectionTimeoutMs(Math.toIntExact(limits.idle().toMillis()));
        if (settings.tls() != null) {
            builder.enableTLS().startTlsSocketFactory(serverSide(settings.tls()));
        }
        SMTPServer server = builder.build();
        SmtpCommands.replaceIn(server.getCommandHandler(), settings.protocol());
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "The mail listener cannot use %s port %d: %s. Choose another address or port, or stop what holds it.",
                            address.getHostAddress(),
                            port,
                            e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
                    e);
        }
        return new SmtpListener(server, port == 0 ? server.getPortAllocated() : port);
    }

    /** The port really bound. */
    public int port() {
        return port;
    }

    /** Stops accepting and ends open connections; a message not yet answered is not answered, so its sender keeps it. */
    @Override
    public void close() {
        server.stop();
    }

    // The library's own factory would enable every protocol version and ask DNS for the peer's name.
    private static SSLSocketCreator serverSide(SSLContext tls) {
        return socket -> {
            var secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
            secured.setUseClientMode(false);
            secured.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            return secured;
        };
    }
}
