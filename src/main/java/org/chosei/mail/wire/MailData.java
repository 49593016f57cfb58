package org.chosei.mail.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A mail as it follows DATA: dots doubled, closed by the line that ends it (RFC 5321 §4.5.2). */
final class MailData {
    private static final byte[] END = ".\r\n".getBytes(US_ASCII);
    /** Octets of a line without its end (§4.5.3.1.6). */
    private static final int LONGEST_LINE = 998;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private MailData() {}

    /**
     * The same mail at its far end.
     *
     * @throws IllegalArgumentException when a relay would have to alter it, or could read a line end where there is none
     */
    static byte[] of(byte[] message) {
        int dots = dotsToDouble(message);
        byte[] data = dots == 0 ? Arrays.copyOf(message, message.length + END.length) : doubled(message, dots);
        System.arraycopy(END, 0, data, data.length - END.length, END.length);
        return data;
    }

    /** How many lines begin with a dot, in a mail that can be sent as it is. */
    private static int dotsToDouble(byte[] message) {
        int dots = 0;
        int start = 0;
        for (int i = 0; i < message.length; i++) {
            while (i + Long.BYTES <= message.length
                    && (i > start || message[i] != '.')
                    && plain((long) EIGHT.get(message, i))) {
                i += Long.BYTES;
            }
            if (i == message.length) {
                break;
            }
            byte b = message[i];
            if (b == '\n') {
                require(i > start && message[i - 1] == '\r' && i - 1 - start <= LONGEST_LINE, i);
                start = i + 1;
            } else if (b == '\r') {
                require(i + 1 < message.length && message[i + 1] == '\n', i);
            } else if (b == '.' && i == start) {
                dots++;
            } else {
                require(b > 0, i);
            }
        }
        if (start != message.length || message.length == 0) {
            throw new IllegalArgumentException("Not ready to send: the last line has no end");
        }
        return dots;
    }

    /** Whether none of eight octets ends a line, has its high bit set or is a control: most of a mail needs no closer look. */
    private static boolean plain(long eight) {
        long below = eight - 0x1010101010101010L & ~eight;
        return ((below | eight) & 0x8080808080808080L) == 0;
    }

    private static void require(boolean sendable, int at) {
        if (!sendable) {
            throw new IllegalArgumentException(
                    "Not ready to send: 8-bit, NUL, bare line end or a line over 998, at byte " + at);
        }
    }

    private static byte[] doubled(byte[] message, int dots) {
        byte[] data = new byte[message.length + dots + END.length];
        int to = 0;
        for (int i = 0; i < message.length; i++) {
            if (message[i] == '.' && (i == 0 || message[i - 1] == '\n')) {
                data[to++] = '.';
            }
            data[to++] = message[i];
        }
        return data;
    }
}
