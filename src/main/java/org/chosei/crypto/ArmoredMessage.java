package org.chosei.crypto;

import java.util.Arrays;

/**
 * An OpenPGP message as ASCII lines with CRLF, of which the type alone says that it is one: only this room makes it, so nobody
 * has to look through its bytes for words in clear. No line of it but the first and the last begins with a dash.
 */
public final class ArmoredMessage {
    private final byte[][] parts;
    private final int length;

    /** Of these parts one after the other; what many messages share need not be copied for each. */
    ArmoredMessage(byte[]... parts) {
        this.parts = parts;
        this.length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    }

    /** In bytes. */
    public int length() {
        return length;
    }

    /** Writes it from there on, which has room for it. */
    public void writeTo(byte[] target, int from) {
        int at = from;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, target, at, part.length);
            at += part.length;
        }
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        byte[] bytes = new byte[length];
        writeTo(bytes, 0);
        return bytes;
    }
}
