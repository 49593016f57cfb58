package org.chosei.mail.wire;

import java.net.ProtocolException;
import org.chosei.mail.wire.RelayResult.Deferred;
import org.chosei.mail.wire.RelayResult.Rejected;

/** What a reply that takes nothing means. */
final class SmtpRefusal {
    private SmtpRefusal() {}

    /** @throws ProtocolException when it is no refusal either: then nothing more is understood on this connection */
    static RelayResult of(SmtpReply reply) throws ProtocolException {
        if (reply.forGood()) {
            return new Rejected(reply.code(), reply.text());
        }
        if (reply.forNow()) {
            return new Deferred(reply.code(), reply.text());
        }
        throw new ProtocolException("the relay answered out of turn: " + reply.text());
    }
}
