package org.chosei.mail.wire;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Properties;
import org.chosei.mail.wire.RelayResult.Deferred;
import org.chosei.mail.wire.RelayResult.HandedOver;
import org.chosei.mail.wire.RelayResult.Rejected;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** One batch on one connection to the relay. For one thread. */
public final class RelaySession implements AutoCloseable {
    // Relays cut connections that carry too much (Exim at 1,000 messages); we rather go ourselves.
    private static final int MESSAGES_PER_CONNECTION = 500;

    private final SmtpRelay.Settings settings;
    private final Session session;
    private @Nullable SMTPTransport transport;
    private @Nullable Deferred unreachable;
    private int sentOnConnection;

    RelaySession(SmtpRelay.Settings settings, Properties properties) {
        this.settings = settings;
        this.session = Session.getInstance(properties);
    }

    /**
     * Hands over one mail. After the relay could not be reached once, the rest of the batch is deferred unasked.
     *
     * @param envelopeFrom where bounces go; empty for none
     * @param to the recipient, a bare address
     * @param message what {@code MimeWriter} wrote, sent byte for byte
     * @throws IllegalArgumentException when an address could smuggle a command or the bytes would be altered on the way
     */
    public RelayResult send(String envelopeFrom, String to, byte[] message) {
        String from = envelopeFrom.isEmpty() ? "<>" : AddressText.requireAddress(envelopeFrom);
        AddressText.requireAddress(to);
        requireSendable(message);
        if (unreachable != null) {
            return unreachable;
        }
        try {
            SMTPTransport connected = connected();
            connected.sendMessage(new Rendered(session, from, message), new Address[] {recipient(to)});
            sentOnConnection++;
            return new HandedOver(text(connected.getLastServerResponse()));
        } catch (Unreachable e) {
            unreachable = new Deferred(0, text(e.getMessage()));
            return unreachable;
        } catch (MessagingException e) {
            RelayResult result = result(e);
            if (result instanceof Deferred(int code, String _) && (code == 0 || code == 421)) {
                disconnect();
            }
            return result;
        }
    }

    /** Says goodbye to the relay. */
    @Override
    public void close() {
        disconnect();
    }

    private SMTPTransport connected() throws Unreachable {
        if (sentOnConnection >= MESSAGES_PER_CONNECTION) {
            disconnect();
        }
        if (transport == null) {
            var fresh =
                    new SMTPTransport(session, new URLName("smtp", settings.host(), settings.port(), null, null, null));
            SmtpRelay.Login login = settings.login();
            try {
                fresh.connect(
                        settings.host(),
                        settings.port(),
                        login == null ? null : login.user(),
                        login == null ? null : login.password());
            } catch (MessagingException e) {
                throw new Unreachable("No session with the mail relay " + settings.host() + " port " + settings.port()
                        + ": " + text(e.getMessage()));
            }
            transport = fresh;
            sentOnConnection = 0;
        }
        return transport;
    }

    private void disconnect() {
        SMTPTransport old = transport;
        transport = null;
        if (old != null) {
            try {
                old.close();
            } catch (MessagingException e) {
                // It was going away; what it had accepted stays accepted.
            }
        }
    }

    // Our own sender refused (MAIL) is the operator's to mend and no fault of the recipient: the mail waits.
    private static RelayResult result(MessagingException failure) {
        Exception cause = failure;
        while (cause instanceof MessagingException e) {
            if (e instanceof SMTPAddressFailedException refused) {
                return byCode(refused.getReturnCode(), refused.getMessage());
            }
            if (e instanceof SMTPSendFailedException refused) {
                boolean aboutUs = refused.getCommand().startsWith("MAIL") && refused.getReturnCode() != 552;
                return aboutUs
                        ? new Deferred(Math.max(0, refused.getReturnCode()), text(refused.getMessage()))
                        : byCode(refused.getReturnCode(), refused.getMessage());
            }
            cause = e.getNextException();
        }
        return new Deferred(0, text(cause == null ? failure.getMessage() : cause.toString()));
    }

    private static RelayResult byCode(int code, @Nullable String reply) {
        return code >= 500 && code <= 599
                ? new Rejected(code, text(reply))
                : new Deferred(Math.max(0, code), text(reply));
    }

    private static String text(@Nullable String reply) {
        return reply == null ? "" : reply.strip().replaceAll("\\p{Cntrl}+", " ");
    }

    private static InternetAddress recipient(String address) {
        var recipient = new InternetAddress();
        recipient.setAddress(address);
        return recipient;
    }

    private static void requireSendable(byte[] message) {
        int column = 0;
        for (int i = 0; i < message.length; i++) {
            byte b = message[i];
            boolean pairedLf = b == '\n' && i > 0 && message[i - 1] == '\r';
            boolean pairedCr = b == '\r' && i + 1 < message.length && message[i + 1] == '\n';
            column = b == '\n' ? 0 : column + 1;
            if (b <= 0 || b == '\n' && !pairedLf || b == '\r' && !pairedCr || column > 999) {
                throw new IllegalArgumentException(
                        "Not ready to send: 8-bit, NUL, bare line end or a line over 998, at byte " + i);
            }
        }
        if (column != 0 || message.length == 0) {
            throw new IllegalArgumentException("Not ready to send: the last line has no end");
        }
    }

    /** The mail library sees a message; the relay gets our bytes. */
    private static final class Rendered extends SMTPMessage {
        private final byte[] bytes;

        Rendered(Session session, String envelopeFrom, byte[] bytes) {
            super(session);
            setEnvelopeFrom(envelopeFrom);
            this.bytes = bytes;
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException {
            out.write(bytes);
        }
    }

    private static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1;

        Unreachable(String message) {
            super(message);
        }
    }
}
