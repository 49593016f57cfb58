package org.chosei.mail.wire;

/** Takes responsibility for a message that arrived. */
@FunctionalInterface
public interface Receiver {
    /**
     * Keeps the message durably before it returns: only then does the sender hear 250 and forget its copy. Any exception
     * makes the listener answer 451, and the sender tries again later.
     *
     * @param raw the bytes exactly as the sender meant them (dot-stuffing undone, nothing added)
     */
    void receive(Envelope envelope, byte[] raw) throws Exception;
}
