package org.chosei.crypto;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The packet with which a certificate begins, to name it by. Bouncy Castle's reader takes thirty kilobytes of memory for each, which
 * a wave to thousands pays every time that the gate is asked.
 */
final class KeyPacket {
    private static final int PUBLIC_KEY = 6;
    private static final int FOUR_OCTETS = 255;

    private KeyPacket() {}

    /**
     * The fingerprint of the key that comes first (RFC 9580 §5.5.4); what follows is not looked at.
     *
     * @throws IllegalArgumentException when these bytes do not begin with a public key of version 4 or 6
     */
    static String fingerprint(byte[] packets) {
        try {
            ByteBuffer in = ByteBuffer.wrap(packets);
            byte[] body = new byte[bodyLength(in)];
            in.get(body);
            return Names.fingerprint(hash(body));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("not the bytes of one certificate", e);
        }
    }

    private static byte[] hash(byte[] body) {
        int version = ByteBuffer.wrap(body).get();
        if (version == 4 && body.length > 0xffff) {
            throw new IllegalArgumentException("longer than a key of version 4 can be: " + body.length);
        }
        ByteBuffer head = ByteBuffer.allocate(5);
        switch (version) {
            case 4 -> head.put((byte) 0x99).putShort((short) body.length);
            case 6 -> head.put((byte) 0x9b).putInt(body.length);
            default -> throw new IllegalArgumentException("not a key of version 4 or 6: " + version);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(version == 4 ? "SHA-1" : "SHA-256");
            digest.update(head.flip());
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the header, in the format of today or in the legacy one (RFC 9580 §4.2). */
    private static int bodyLength(ByteBuffer in) {
        int tag = octet(in);
        boolean today = (tag & 0xc0) == 0xc0;
        int type = today ? tag & 0x3f : (tag & 0x3c) >> 2;
        if (tag < 0x80 || type != PUBLIC_KEY) {
            throw new IllegalArgumentException("not the bytes of one certificate: no public key comes first");
        }
        return today ? length(in) : legacyLength(in, tag & 3);
    }

    private static int length(ByteBuffer in) {
        int first = octet(in);
        if (first < 192) {
            return first;
        }
        if (first < 224) {
            return ((first - 192) << 8) + octet(in) + 192;
        }
        // Of the others, which tell the length of a part only, no key is made (RFC 9580 §4.2.1.4).
        return atMost(first == FOUR_OCTETS ? in.getInt() : -1, in);
    }

    private static int legacyLength(ByteBuffer in, int type) {
        return switch (type) {
            case 0 -> octet(in);
            case 1 -> Short.toUnsignedInt(in.getShort());
            default -> atMost(type == 2 ? in.getInt() : -1, in);
        };
    }

    /** No more than there is, before memory is taken for it. */
    private static int atMost(int length, ByteBuffer in) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("not the bytes of one certificate: its first packet has no end");
        }
        return length;
    }

    private static int octet(ByteBuffer in) {
        return Byte.toUnsignedInt(in.get());
    }
}
