package org.chosei.mail;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * How this installation sends and receives mail; checked when the settings were read.
 *
 * @param from the address people see, {@code name <address>} or an address
 * @param envelopeFrom the address to which bounces return
 * @param domain the domain of reply addresses, which must lead to the listener
 * @param relayTls whether the relay must offer TLS; off is for loopback alone
 * @param listenAddress where mail arrives; null when nothing listens
 * @param listenPort 0 takes a free port
 */
public record MailSettings(
        String from,
        String envelopeFrom,
        String domain,
        String relayHost,
        int relayPort,
        boolean relayTls,
        @Nullable Login relayLogin,
        @Nullable InetAddress listenAddress,
        int listenPort) {

    /** The bare address of {@link #from}: the CSIRT's own mailbox. */
    public String fromAddress() {
        int open = from.lastIndexOf('<');
        return open < 0 ? from.strip() : from.substring(open + 1, from.lastIndexOf('>'));
    }

    /** A user name with its password, which is never printed. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + ", hidden]";
        }
    }
}
