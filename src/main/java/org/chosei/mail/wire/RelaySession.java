package org.chosei.mail.wire;

import java.io.IOException;
import java.time.Duration;
import org.chosei.mail.wire.RelayResult.Deferred;
import org.jspecify.annotations.Nullable;

/** A session with the relay that carries many mails, one connection at a time. For one thread. */
public final class RelaySession implements AutoCloseable {
    // Relays cut connections that carry too much (Exim at 1,000 messages); we rather go ourselves.
    private static final int MESSAGES_PER_CONNECTION = 500;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final SmtpRelay.Settings settings;
    private @Nullable RelayConnection connection;
    private @Nullable RelayDialogue dialogue;
    private @Nullable Deferred unreachable;
    private int sentOnConnection;

    RelaySession(SmtpRelay.Settings settings) {
        this.settings = settings;
    }

    /**
     * Hands over one mail to one address.
     *
     * @param envelopeFrom where bounces go; empty for none
     * @param to the recipient, a bare address
     * @param message what {@code MimeWriter} wrote, sent byte for byte
     * @throws IllegalArgumentException when an address could smuggle a command or the bytes would be altered on the way
     */
    public RelayResult send(String envelopeFrom, String to, byte[] message) {
        return send(RelayEnvelope.of(envelopeFrom, to), message).main();
    }

    /**
     * Hands over one mail. After the relay could not be reached once, the rest is deferred unasked.
     *
     * @throws IllegalArgumentException when the bytes would be altered on the way
     */
    public RelayReport send(RelayEnvelope envelope, byte[] message) {
        byte[] data = MailData.of(message);
        if (unreachable != null) {
            return RelayReport.of(unreachable);
        }
        RelayDialogue open;
        try {
            open = opened();
        } catch (IOException e) {
            cut();
            unreachable = new Deferred(
                    0,
                    "No session with the mail relay " + settings.host() + " port " + settings.port() + ": " + words(e));
            return RelayReport.of(unreachable);
        }
        return send(open, envelope, data);
    }

    private RelayReport send(RelayDialogue open, RelayEnvelope envelope, byte[] data) {
        try {
            RelayReport report = open.send(envelope, data);
            sentOnConnection++;
            if (open.broken() || report.main() instanceof Deferred(int code, String _) && code == SmtpReply.CLOSING) {
                cut();
            }
            return report;
        } catch (IOException e) {
            cut();
            return RelayReport.of(new Deferred(0, "The session with the mail relay broke: " + words(e)));
        }
    }

    /** False after no session could be opened: then nothing more leaves here. A mail that broke one may be the only one to. */
    public boolean reachable() {
        return unreachable == null;
    }

    private RelayDialogue opened() throws IOException {
        if (sentOnConnection >= MESSAGES_PER_CONNECTION) {
            close();
        }
        RelayDialogue ready = dialogue;
        if (ready == null) {
            RelayConnection fresh = RelayConnection.open(settings);
            connection = fresh;
            ready = new RelayDialogue(fresh, settings, RelayGreeting.exchange(fresh, settings));
            dialogue = ready;
            sentOnConnection = 0;
        }
        return ready;
    }

    /** Says goodbye to the relay. */
    @Override
    public void close() {
        RelayConnection open = connection;
        if (open != null && dialogue != null) {
            try {
                open.write("QUIT\r\n");
                open.reply(FAREWELL);
            } catch (IOException e) {
                // It was going away; what it had accepted stays accepted.
            }
        }
        cut();
    }

    private void cut() {
        RelayConnection old = connection;
        connection = null;
        dialogue = null;
        if (old != null) {
            old.close();
        }
    }

    private static String words(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message.replaceAll("\\p{Cntrl}+", " ");
    }
}
