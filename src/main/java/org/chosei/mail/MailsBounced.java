package org.chosei.mail;

import java.util.List;

/**
 * Mail of ours will not reach these addresses: a report of failure came back, or the relay refused it for good. Published
 * inside the transaction that notes it; whoever knows whose the addresses are listens.
 */
public record MailsBounced(List<Bounce> bounces) {

    public MailsBounced {
        bounces = List.copyOf(bounces);
    }

    /**
     * One address.
     *
     * @param reply what the other side said, as it said it
     */
    public record Bounce(String address, String reply) {}
}
