package org.chosei.crypto;

/** Why a key or a signature is not safe to rely on; the code names the message shown to people. */
public enum KeyWeakness {
    /** RSA below 2048 bits. */
    RSA_TOO_SHORT("rsa-too-short"),
    /** Bound together only by signatures over SHA-1, MD5 or RIPEMD-160. */
    SHA1("sha1"),
    /** An X.509 certificate signed over MD5, SHA-1 or a hash unknown to us. */
    WEAK_SIGNATURE("weak-signature"),
    /** An elliptic curve below 256 bits. */
    CURVE_TOO_SMALL("curve-too-small"),
    /** A DSA key. */
    DSA("dsa"),
    /** An ElGamal key. */
    ELGAMAL("elgamal"),
    /** An algorithm unknown to RFC 9580 or to us. */
    UNKNOWN_ALGORITHM("unknown-algorithm"),
    /** No valid self-signature: anybody could have put these packets together. */
    NOT_SELF_SIGNED("not-self-signed"),
    /** Its creation time lies in the future. */
    NOT_YET_VALID("not-yet-valid");

    private final String code;

    KeyWeakness(String code) {
        this.code = code;
    }

    /** The stable name for message bundles and records. */
    public String code() {
        return code;
    }
}
