package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Text signed in the open (RFC 9580 §7, "inline PGP"). Only {@link #content} is signed: whatever stood before or after
 * it in the mail must not be shown as if it were.
 */
public final class ClearSigned {
    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";

    private final byte[] content;
    private final List<byte[]> signatures;

    private ClearSigned(byte[] content, List<byte[]> signatures) {
        this.content = content;
        this.signatures = signatures;
    }

    /** The one signed text in these bytes; empty when there is none, more than one, or a damaged one. */
    public static Optional<ClearSigned> read(byte[] text) {
        // one char per byte, whatever the charset
        var all = new String(text, ISO_8859_1);
        var lines = all.lines().iterator();
        while (lines.hasNext()) {
            if (lines.next().stripTrailing().equals(BEGIN)) {
                return signedText(lines).flatMap(content -> signature(lines, content));
            }
        }
        return Optional.empty();
    }

    /** The signed lines with CRLF between them, without trailing blanks, as the signature covers them. */
    public byte[] content() {
        return content.clone();
    }

    /** Checks the signature against these certificates at this instant. */
    public SignatureFinding signedBy(List<? extends Certificate> candidates, Instant at) {
        return Signatures.verify(content, signatures, null, candidates, at);
    }

    private static Optional<byte[]> signedText(Iterator<String> lines) {
        var header = lines.hasNext() ? lines.next().strip() : "no text";
        while (!header.isEmpty()) {
            // any other header could hide text from the reader or from the signature
            if (!header.startsWith("Hash: ") || !lines.hasNext()) {
                return Optional.empty();
            }
            header = lines.next().strip();
        }
        var signed = new ArrayList<String>();
        while (lines.hasNext()) {
            var line = lines.next();
            if (line.stripTrailing().equals(SIGNATURE)) {
                return Optional.of(String.join("\r\n", signed).getBytes(ISO_8859_1));
            }
            if (line.startsWith("-") && !line.startsWith("- ")) {
                return Optional.empty();
            }
            signed.add(withoutTrailingBlanks(line.startsWith("- ") ? line.substring(2) : line));
        }
        return Optional.empty();
    }

    private static Optional<ClearSigned> signature(Iterator<String> lines, byte[] content) {
        var rest = new StringBuilder(SIGNATURE).append('\n');
        lines.forEachRemaining(line -> rest.append(line).append('\n'));
        if (rest.indexOf(BEGIN) >= 0) {
            return Optional.empty();
        }
        var signatures = Signatures.packets(rest.toString().getBytes(ISO_8859_1));
        return signatures.isEmpty() ? Optional.empty() : Optional.of(new ClearSigned(content, signatures));
    }

    private static String withoutTrailingBlanks(String line) {
        var end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        return line.substring(0, end);
    }
}
