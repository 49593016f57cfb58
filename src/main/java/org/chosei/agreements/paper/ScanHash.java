package org.chosei.agreements.paper;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a scan by its bytes. */
final class ScanHash {
    private ScanHash() {}

    /** SHA-256, lower-case hexadecimal. */
    static String of(byte[] scan) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(scan));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
