package org.chosei.mail.wire;

import java.time.Duration;
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
        REQUIRED,
        /** TLS from the first byte (RFC 8314), with such a certificate. */
        FROM_THE_START
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

    /** For a batch: one connection carries it. Connects on the first send; five to eight at once are the useful most. */
    public RelaySession open() {
        return new RelaySession(settings);
    }
}
