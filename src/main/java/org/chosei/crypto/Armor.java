package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * ASCII armor (RFC 9580 §6). Written here because the JDK's Base64 is twelve times faster than Bouncy Castle's stream.
 * The checksum line is optional and nobody may rely on it; it is written only where GnuPG 2.2 needs it to find the end:
 * after Base64 without padding gpg would otherwise read on into the last line and end with an error.
 */
final class Armor {
    static final String MESSAGE = "PGP MESSAGE";
    static final String PUBLIC_KEY = "PGP PUBLIC KEY BLOCK";
    static final String PRIVATE_KEY = "PGP PRIVATE KEY BLOCK";
    static final String SIGNATURE = "PGP SIGNATURE";

    /** Octets in a line of 64 characters. */
    static final int LINE_OCTETS = 48;

    /** The checksum's register before the first octet. */
    static final int CRC_START = 0xB704CE00;

    private static final byte[] CRLF = {'\r', '\n'};
    private static final Base64.Encoder LINES_OF_64 = Base64.getMimeEncoder(64, CRLF);
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int[][] CRC = crcTables();
    private static final Pattern HEADER = Pattern.compile("[!-9;-~]+:( .*)?");

    private Armor() {}

    /** One armored block: its label ({@code PGP MESSAGE}) and the packets inside. */
    record Block(String label, byte[] packets) {}

    static String encode(String label, byte[]... parts) {
        return new String(bytes(label, parts), US_ASCII);
    }

    /** The same as bytes, without ever being a string. */
    static byte[] bytes(String label, byte[]... parts) {
        var packets = join(parts);
        var checksum = packets.length % 3 == 0 ? checksumLine(register(CRC_START, packets)) : "";
        return join(begin(label), lines(packets), (checksum + end(label)).getBytes(US_ASCII));
    }

    static byte[] begin(String label) {
        return (BEGIN + label + DASHES + "\r\n\r\n").getBytes(US_ASCII);
    }

    static String end(String label) {
        return "-----END " + label + DASHES + "\r\n";
    }

    /** Base64 in lines, each with its end. */
    static byte[] lines(byte[] octets) {
        var lines = LINES_OF_64.encode(octets);
        if (lines.length == 0) {
            return lines;
        }
        var ended = Arrays.copyOf(lines, lines.length + CRLF.length);
        System.arraycopy(CRLF, 0, ended, lines.length, CRLF.length);
        return ended;
    }

    /** What a register holds at the end. */
    static String checksumLine(int register) {
        var bytes = new byte[] {(byte) (register >> 24), (byte) (register >> 16), (byte) (register >> 8)};
        return "=" + Base64.getEncoder().encodeToString(bytes) + "\r\n";
    }

    /** CRC-24, eight octets at a step (slicing), over a register whose 24 bits stand at the upper end of 32. */
    static int register(int start, byte[] octets) {
        var crc = start;
        var whole = octets.length & ~7;
        for (var i = 0; i < whole; i += 8) {
            var first = crc ^ (int) INTS.get(octets, i);
            var second = (int) INTS.get(octets, i + 4);
            crc = CRC[7][first >>> 24]
                    ^ CRC[6][first >>> 16 & 0xFF]
                    ^ CRC[5][first >>> 8 & 0xFF]
                    ^ CRC[4][first & 0xFF]
                    ^ CRC[3][second >>> 24]
                    ^ CRC[2][second >>> 16 & 0xFF]
                    ^ CRC[1][second >>> 8 & 0xFF]
                    ^ CRC[0][second & 0xFF];
        }
        for (var i = whole; i < octets.length; i++) {
            crc = (crc << 8) ^ CRC[0][crc >>> 24 ^ octets[i] & 0xFF];
        }
        return crc;
    }

    /** What an octet does to the register, and what it does when so many octets follow it. */
    private static int[][] crcTables() {
        var tables = new int[8][256];
        for (var octet = 0; octet < 256; octet++) {
            var crc = octet << 24;
            for (var bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? 0x864CFB00 : 0);
            }
            tables[0][octet] = crc;
        }
        for (var later = 1; later < 8; later++) {
            for (var octet = 0; octet < 256; octet++) {
                var before = tables[later - 1][octet];
                tables[later][octet] = before << 8 ^ tables[0][before >>> 24];
            }
        }
        return tables;
    }

    /**
     * Whether these bytes are text with an armored block, and not bare packets. A packet's first byte has its top bit
     * set, but so has Japanese text before a block.
     */
    static boolean isArmored(byte[] bytes) {
        return bytes.length == 0 || (bytes[0] & 0x80) == 0 || new String(bytes, ISO_8859_1).contains(BEGIN + "PGP ");
    }

    /**
     * All blocks in the text, in order; what stands around them is ignored.
     *
     * @throws IllegalArgumentException when a block has no end or is not Base64
     */
    static List<Block> decode(byte[] text) {
        var blocks = new ArrayList<Block>();
        var lines = new Lines(text);
        while (lines.next()) {
            if (lines.first() == '-' && isBegin(lines.line())) {
                var line = lines.line();
                var label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                blocks.add(new Block(label, body(lines, "-----END " + label + DASHES)));
            }
        }
        return blocks;
    }

    /** The signed text in the open is no block: the signature after it is. */
    private static boolean isBegin(String line) {
        return line.startsWith(BEGIN + "PGP ") && line.endsWith(DASHES) && !line.contains("SIGNED MESSAGE");
    }

    private static byte[] body(Lines lines, String end) {
        var base64 = new ByteArrayOutputStream();
        var inHeaders = true;
        while (lines.next()) {
            if (lines.first() == '-' && lines.line().equals(end)) {
                return Base64.getDecoder().decode(base64.toByteArray());
            }
            inHeaders = inHeaders && HEADER.matcher(lines.line()).matches();
            // a line that begins with "=" is the checksum, which RFC 9580 tells readers to ignore
            if (!inHeaders && lines.first() != '=') {
                lines.copyTo(base64);
            }
        }
        throw new IllegalArgumentException("armored block without its end line");
    }

    /** Walks over lines without making strings of them: a message may be 50 MB of Base64. */
    private static final class Lines {
        private final byte[] text;
        private int start;
        private int end;
        private int next;

        Lines(byte[] text) {
            this.text = text;
        }

        boolean next() {
            if (next >= text.length) {
                return false;
            }
            start = next;
            while (next < text.length && text[next] != '\n') {
                next++;
            }
            end = next++;
            while (start < end && isBlank(text[start])) {
                start++;
            }
            while (end > start && isBlank(text[end - 1])) {
                end--;
            }
            return true;
        }

        private static boolean isBlank(byte octet) {
            return octet == ' ' || octet == '\t' || octet == '\r';
        }

        /** The first character, 0 in an empty line. */
        int first() {
            return start == end ? 0 : text[start];
        }

        String line() {
            return new String(text, start, end - start, ISO_8859_1);
        }

        void copyTo(ByteArrayOutputStream out) {
            out.write(text, start, end - start);
        }
    }

    static byte[] join(byte[]... parts) {
        var length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var out = new byte[length];
        var at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }
}
