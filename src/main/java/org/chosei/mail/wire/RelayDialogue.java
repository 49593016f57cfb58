package org.chosei.mail.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import org.chosei.mail.wire.RelayResult.Deferred;
import org.chosei.mail.wire.RelayResult.HandedOver;
import org.chosei.mail.wire.RelayResult.Unprotected;

/**
 * The exchange of one mail on an open session. Where the relay takes groups of commands (RFC 2920), sender, recipients and DATA
 * leave in one write; every reply is read and belongs to exactly one of them. What is not understood is no delivery. The mail
 * follows when at least one recipient was taken: the others lose nothing by one that was not.
 */
final class RelayDialogue {
    private static final byte[] NOTHING = ".\r\n".getBytes(US_ASCII);
    /** Too large for the relay, which it may say to MAIL already: about the mail, not about us as its sender. */
    private static final int TOO_LARGE = 552;

    private final RelayConnection relay;
    private final SmtpRelay.Settings settings;
    private final boolean pipelining;
    private final boolean sized;
    private final boolean encryptsOnward;
    private boolean broken;

    RelayDialogue(RelayConnection relay, SmtpRelay.Settings settings, RelayGreeting.Offers offers) {
        this.relay = relay;
        this.settings = settings;
        this.pipelining = offers.has("PIPELINING");
        this.sized = offers.has("SIZE");
        // RFC 8689 §2: the word counts under TLS only, where nobody but the relay can have said it.
        this.encryptsOnward = settings.tls() != SmtpRelay.Tls.OFF && offers.has("REQUIRETLS");
    }

    /**
     * Hands one mail over.
     *
     * @param data as {@link MailData} made it
     * @throws IOException when the connection was lost or the replies make no sense: the mail was not handed over as far as we
     *     know, and nothing more can be said on this connection
     */
    RelayReport send(RelayEnvelope envelope, byte[] data) throws IOException {
        if (relay.spokenUnasked()) {
            throw new ProtocolException(
                    "the relay said unasked: " + relay.reply().text());
        }
        if (envelope.onlyEncrypted() && !encryptsOnward) {
            return RelayReport.of(new Unprotected("Not sent: this contact is written to over encrypted connections only"
                    + " (REQUIRETLS, RFC 8689), which the mail relay " + settings.host() + " does not offer"
                    + (settings.tls() == SmtpRelay.Tls.OFF ? " on a way without TLS" : "")
                    + ". The operator can turn it on at the relay; or the contact's setting is changed."));
        }
        String mail = "MAIL FROM:<" + envelope.from() + ">" + (sized ? " SIZE=" + data.length : "")
                + (envelope.onlyEncrypted() ? " REQUIRETLS" : "") + "\r\n";
        RelayRecipients to = new RelayRecipients(envelope.recipients());
        return pipelining ? grouped(mail, to, data) : stepwise(mail, to, data);
    }

    private RelayReport grouped(String mail, RelayRecipients to, byte[] data) throws IOException {
        relay.write(mail + to.commands() + "DATA\r\n");
        SmtpReply sender = relay.reply();
        if (sender.code() == SmtpReply.CLOSING) {
            return RelayReport.of(senderRefused(sender));
        }
        while (to.asks()) {
            SmtpReply reply = relay.reply();
            if (reply.code() == SmtpReply.CLOSING) {
                return RelayReport.of(SmtpRefusal.of(reply));
            }
            to.answered(reply);
        }
        if (sender.done() && to.anyTaken()) {
            return content(to, relay.reply(), data);
        }
        RelayReport refused = sender.done() ? to.refused() : RelayReport.of(senderRefused(sender));
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

    private RelayReport stepwise(String mail, RelayRecipients to, byte[] data) throws IOException {
        SmtpReply sender = asked(mail);
        if (!sender.done()) {
            return RelayReport.of(senderRefused(sender));
        }
        while (to.asks()) {
            SmtpReply reply = asked(to.command());
            if (reply.code() == SmtpReply.CLOSING) {
                return RelayReport.of(SmtpRefusal.of(reply));
            }
            to.answered(reply);
        }
        if (!to.anyTaken()) {
            RelayReport refused = to.refused();
            afterwards(this::forget);
            return refused;
        }
        return content(to, asked("DATA\r\n"), data);
    }

    private SmtpReply asked(String command) throws IOException {
        relay.write(command);
        return relay.reply();
    }

    private RelayReport content(RelayRecipients to, SmtpReply begin, byte[] data) throws IOException {
        if (!begin.goOn()) {
            RelayReport refused = to.ended(SmtpRefusal.of(begin));
            afterwards(this::forget);
            return refused;
        }
        relay.write(data, settings.reply());
        // RFC 5321 §4.5.3.2.6 gives it twice the time of others: whoever leaves too early sends a second copy.
        SmtpReply end = relay.reply(twice(settings.reply()));
        return to.ended(end.done() ? new HandedOver(end.text()) : SmtpRefusal.of(end));
    }

    private static Duration twice(Duration span) {
        return span.multipliedBy(2);
    }

    /** Our own sender refused is the operator's to mend and no fault of the recipient: the mail waits. */
    private static RelayResult senderRefused(SmtpReply reply) throws IOException {
        return reply.forGood() && reply.code() != TOO_LARGE
                ? new Deferred(reply.code(), reply.text())
                : SmtpRefusal.of(reply);
    }
}
