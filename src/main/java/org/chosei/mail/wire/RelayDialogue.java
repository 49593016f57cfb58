package org.chosei.mail.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import org.chosei.mail.wire.RelayResult.Deferred;
import org.chosei.mail.wire.RelayResult.HandedOver;
import org.chosei.mail.wire.RelayResult.Rejected;

/**
 * The exchange of one mail on an open session. Where the relay takes groups of commands (RFC 2920), sender, recipient and DATA
 * leave in one write; every reply is read and belongs to exactly one of them. What is not understood is no delivery.
 */
final class RelayDialogue {
    private static final byte[] NOTHING = ".\r\n".getBytes(US_ASCII);
    /** Too large for the relay, which it may say to MAIL already: about the mail, not about us as its sender. */
    private static final int TOO_LARGE = 552;

    private final RelayConnection relay;
    private final SmtpRelay.Settings settings;
    private final boolean pipelining;
    private final boolean sized;
    private boolean broken;

    RelayDialogue(RelayConnection relay, SmtpRelay.Settings settings, RelayGreeting.Offers offers) {
        this.relay = relay;
        this.settings = settings;
        this.pipelining = offers.has("PIPELINING");
        this.sized = offers.has("SIZE");
    }

    /**
     * Hands one mail over.
     *
     * @param data as {@link MailData} made it
     * @throws IOException when the connection was lost or the replies make no sense: the mail was not handed over as far as we
     *     know, and nothing more can be said on this connection
     */
    RelayResult send(String from, String to, byte[] data) throws IOException {
        if (relay.spokenUnasked()) {
            throw new ProtocolException(
                    "the relay said unasked: " + relay.reply().text());
        }
        String mail = "MAIL FROM:<" + from + ">" + (sized ? " SIZE=" + data.length : "") + "\r\n";
        String recipient = "RCPT TO:<" + to + ">\r\n";
        return pipelining ? grouped(mail, recipient, data) : stepwise(mail, recipient, data);
    }

    private RelayResult grouped(String mail, String recipient, byte[] data) throws IOException {
        relay.write(mail + recipient + "DATA\r\n");
        SmtpReply sender = relay.reply();
        if (sender.code() == SmtpReply.CLOSING) {
            return senderRefused(sender);
        }
        SmtpReply accepted = relay.reply();
        if (sender.done() && accepted.done()) {
            return content(relay.reply(), data);
        }
        RelayResult refused = sender.done() ? refused(accepted) : senderRefused(sender);
        afterwards(() -> {
            if (relay.reply().goOn()) {
                // It waits for a mail that has no recipient (RFC 2920 §3.1).
                relay.write(NOTHING, settings.reply());
                relay.reply();
            }
            forget();
        });
        return refused;
    }

    private interface Rest {
        void said() throws IOException;
    }

    /** A refusal stands, whatever becomes of what is left to say. */
    private void afterwards(Rest rest) {
        try {
            rest.said();
        } catch (IOException e) {
            broken = true;
        }
    }

    /** A sender whose mail did not follow would be in the way of the next. */
    private void forget() throws IOException {
        SmtpReply reply = asked("RSET\r\n");
        broken = !reply.done();
    }

    /** Whether nothing more can be said on this connection, although its last mail has its answer. */
    boolean broken() {
        return broken;
    }

    private RelayResult stepwise(String mail, String recipient, byte[] data) throws IOException {
        SmtpReply sender = asked(mail);
        if (!sender.done()) {
            return senderRefused(sender);
        }
        SmtpReply accepted = asked(recipient);
        if (!accepted.done()) {
            RelayResult refused = refused(accepted);
            afterwards(this::forget);
            return refused;
        }
        return content(asked("DATA\r\n"), data);
    }

    private SmtpReply asked(String command) throws IOException {
        relay.write(command);
        return relay.reply();
    }

    private RelayResult content(SmtpReply begin, byte[] data) throws IOException {
        if (!begin.goOn()) {
            RelayResult refused = refused(begin);
            afterwards(this::forget);
            return refused;
        }
        relay.write(data, settings.reply());
        // RFC 5321 §4.5.3.2.6 gives it twice the time of others: whoever leaves too early sends a second copy.
        SmtpReply end = relay.reply(twice(settings.reply()));
        return end.done() ? new HandedOver(end.text()) : refused(end);
    }

    private static Duration twice(Duration span) {
        return span.multipliedBy(2);
    }

    /** Our own sender refused is the operator's to mend and no fault of the recipient: the mail waits. */
    private static RelayResult senderRefused(SmtpReply reply) throws IOException {
        return reply.forGood() && reply.code() != TOO_LARGE ? new Deferred(reply.code(), reply.text()) : refused(reply);
    }

    private static RelayResult refused(SmtpReply reply) throws IOException {
        if (reply.forGood()) {
            return new Rejected(reply.code(), reply.text());
        }
        if (reply.forNow()) {
            return new Deferred(reply.code(), reply.text());
        }
        throw new ProtocolException("the relay answered out of turn: " + reply.text());
    }
}
