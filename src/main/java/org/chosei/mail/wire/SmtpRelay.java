package org.chosei.mail.wire;

import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The one relay that outgoing mail is handed to. It knows how to send bytes and nothing about what they say. */
public final class SmtpRelay {
    private final Settings settings;

    /** Whether the way to the relay is protected. */
    public enum Tls {
        /** Plain text: only for a relay on the same host. */
        OFF,
        /** STARTTLS with a certificate valid for the host name, or nothing is sent. */
        REQUIRED
    }

    /** Name and password at the relay. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /**
     * Where the relay is and how to speak to it.
     *
     * @param heloName how we introduce ourselves, normally our host name
     * @param trust whom to trust instead of the public authorities, for a relay with a private certificate
     * @param connect how long a connection may take
     * @param reply how long the relay may take for each answer; RFC 5321 asks for minutes
     */
    public record Settings(
            String host,
            int port,
            Tls tls,
            @Nullable Login login,
            String heloName,
            @Nullable SSLContext trust,
            Duration connect,
            Duration reply) {
        public Settings {
            if (login != null && tls == Tls.OFF) {
                throw new IllegalArgumentException(
                        "The relay's password must not be sent in clear: require TLS, or take the login away");
            }
        }

        /** Without a login and with the usual patience. */
        public static Settings of(String host, int port, Tls tls, String heloName) {
            return new Settings(host, port, tls, null, heloName, null, Duration.ofSeconds(15), Duration.ofMinutes(5));
        }
    }

    public SmtpRelay(Settings settings) {
        this.settings = settings;
    }

    /** For a batch: one connection carries it. Connects on the first send; four to eight at once are the useful most. */
    public RelaySession open() {
        return new RelaySession(settings, properties());
    }

    private Properties properties() {
        var properties = new Properties();
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", String.valueOf(settings.port()));
        properties.put("mail.smtp.localhost", settings.heloName());
        properties.put(
                "mail.smtp.connectiontimeout", String.valueOf(settings.connect().toMillis()));
        properties.put("mail.smtp.timeout", String.valueOf(settings.reply().toMillis()));
        properties.put("mail.smtp.writetimeout", String.valueOf(settings.reply().toMillis()));
        properties.put("mail.smtp.auth", String.valueOf(settings.login() != null));
        properties.put("mail.smtp.socketFactory", new NoDelay());
        properties.put("mail.smtp.socketFactory.fallback", "false");
        boolean tls = settings.tls() == Tls.REQUIRED;
        properties.put("mail.smtp.starttls.enable", String.valueOf(tls));
        properties.put("mail.smtp.starttls.required", String.valueOf(tls));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        if (settings.trust() != null) {
            properties.put("mail.smtp.ssl.socketFactory", settings.trust().getSocketFactory());
        }
        return properties;
    }

    // The mail library never sets TCP_NODELAY; with Nagle's algorithm each mail waits for a delayed acknowledgement.
    private static final class NoDelay extends SocketFactory {
        @Override
        public Socket createSocket() throws java.io.IOException {
            var socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException("Sockets are connected with a timeout");
        }

        @Override
        public Socket createSocket(String host, int port, java.net.InetAddress local, int localPort) {
            throw new UnsupportedOperationException("Sockets are connected with a timeout");
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port) {
            throw new UnsupportedOperationException("Sockets are connected with a timeout");
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port, java.net.InetAddress local, int localPort) {
            throw new UnsupportedOperationException("Sockets are connected with a timeout");
        }
    }
}
