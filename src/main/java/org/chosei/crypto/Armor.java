package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * ASCII armor (RFC 9580 §6). Written here because the JDK's Base64 is twelve times faster than Bouncy Castle's stream;
 * without the checksum line, which is optional and which nobody may rely on.
 */
final class Armor {
    static final String MESSAGE = "PGP MESSAGE";
    static final String PUBLIC_KEY = "PGP PUBLIC KEY BLOCK";
    static final String PRIVATE_KEY = "PGP PRIVATE KEY BLOCK";
    static final String SIGNATURE = "PGP SIGNATURE";

    private static final byte[] CRLF = {'\r', '\n'};
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final Pattern HEADER = Pattern.compile("[!-9;-~]+:( .*)?");

    private Armor() {}

    /** One armored block: its label ({@code PGP MESSAGE}) and the packets inside. */
    record Block(String label, byte[] packets) {}

    static byte[] encode(String label, byte[]... packets) {
        var base64 = Base64.getMimeEncoder(64, CRLF).encode(join(packets));
        var begin = (BEGIN + label + DASHES + "\r\n\r\n").getBytes(US_ASCII);
        var end = ("\r\n-----END " + label + DASHES + "\r\n").getBytes(US_ASCII);
        return join(begin, base64, end);
    }

    /** Whether these bytes are text with an armored block, and not bare packets (whose first byte has its top bit set). */
    static boolean isArmored(byte[] bytes) {
        return bytes.length > 0 && (bytes[0] & 0x80) == 0;
    }

    /**
     * All blocks in the text, in order; what stands around them is ignored.
     *
     * @throws IllegalArgumentException when a block has no end or is not Base64
     */
    static List<Block> decode(byte[] text) {
        var blocks = new ArrayList<Block>();
        var lines = new String(text, ISO_8859_1).lines().iterator();
        while (lines.hasNext()) {
            var line = lines.next().strip();
            if (line.startsWith(BEGIN) && line.endsWith(DASHES) && line.length() > BEGIN.length() + DASHES.length()) {
                var label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                blocks.add(new Block(label, body(lines, "-----END " + label + DASHES)));
            }
        }
        return blocks;
    }

    private static byte[] body(java.util.Iterator<String> lines, String end) {
        var base64 = new StringBuilder();
        var inHeaders = true;
        while (lines.hasNext()) {
            var line = lines.next().strip();
            if (line.equals(end)) {
                return Base64.getDecoder().decode(base64.toString());
            }
            inHeaders = inHeaders && HEADER.matcher(line).matches();
            // a line that begins with "=" is the checksum, which RFC 9580 tells readers to ignore
            if (!inHeaders && !line.startsWith("=")) {
                base64.append(line);
            }
        }
        throw new IllegalArgumentException("armored block without its end line");
    }

    static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
