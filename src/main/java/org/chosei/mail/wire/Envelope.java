package org.chosei.mail.wire;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;

/**
 * Who handed a message over and for whom (RFC 5321), which its header may contradict.
 *
 * @param from the reverse path; empty for bounces and automatic mail
 * @param recipients the accepted recipients, never empty
 * @param remoteAddress the peer of the connection; its port tells connections apart
 * @param at when the last byte had arrived
 */
public record Envelope(String from, List<String> recipients, InetSocketAddress remoteAddress, Instant at) {
    public Envelope {
        recipients = List.copyOf(recipients);
    }
}
