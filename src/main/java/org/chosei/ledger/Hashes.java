package org.chosei.ledger;

import org.chosei.kernel.Sha256;

/** The hash of format version 1: SHA-256 in lower-case hexadecimal. */
public final class Hashes {
    private Hashes() {}

    public static String sha256(byte[] bytes) {
        return Sha256.hex(bytes);
    }
}
