package org.chosei.mail.wire;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recipients of one mail, the main one first, and what the relay answered to each of them. */
final class RelayRecipients {
    private final List<String> addresses;
    private final List<SmtpReply> replies = new ArrayList<>();

    RelayRecipients(List<String> addresses) {
        this.addresses = addresses;
    }

    /** For one write. */
    String commands() {
        StringBuilder all = new StringBuilder();
        addresses.forEach(each -> all.append(command(each)));
        return all.toString();
    }

    /** Of the one that has no answer yet. */
    String command() {
        return command(addresses.get(replies.size()));
    }

    private static String command(String address) {
        return "RCPT TO:<" + address + ">\r\n";
    }

    boolean asks() {
        return replies.size() < addresses.size();
    }

    /** @throws ProtocolException when it is no answer to a recipient: better now than when the mail is on its way */
    void answered(SmtpReply reply) throws ProtocolException {
        if (!reply.done()) {
            SmtpRefusal.of(reply);
        }
        replies.add(reply);
    }

    boolean anyTaken() {
        return replies.stream().anyMatch(SmtpReply::done);
    }

    /** None of them was taken. */
    RelayReport refused() throws ProtocolException {
        return report(null);
    }

    /** How it ended for those that were taken; what the others were answered stands. */
    RelayReport ended(RelayResult end) throws ProtocolException {
        return report(end);
    }

    private RelayReport report(@Nullable RelayResult end) throws ProtocolException {
        RelayResult main = result(replies.getFirst(), end);
        Map<String, RelayResult> further = new LinkedHashMap<>();
        for (int i = 1; i < addresses.size(); i++) {
            further.put(addresses.get(i), result(replies.get(i), end));
        }
        return new RelayReport(main, further);
    }

    private static RelayResult result(SmtpReply reply, @Nullable RelayResult end) throws ProtocolException {
        return end != null && reply.done() ? end : SmtpRefusal.of(reply);
    }
}
