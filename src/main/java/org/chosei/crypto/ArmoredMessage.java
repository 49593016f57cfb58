package org.chosei.crypto;

/**
 * An OpenPGP message as ASCII lines with CRLF, of which the type alone says that it is one: only this room makes it, so nobody
 * has to look through its bytes for words in clear. No line of it but the first and the last begins with a dash.
 */
public final class ArmoredMessage {
    private final byte[] bytes;

    ArmoredMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The very bytes, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }
}
