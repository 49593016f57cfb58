package org.chosei.crypto;

/** What came of reading bytes that somebody offered as a certificate, OpenPGP or X.509. */
public sealed interface KeyReading {
    /** Exactly one certificate; whether it may be used is {@link KeyFitness}'s question. */
    record Readable(Certificate key) implements KeyReading {}

    /** Nothing that can be kept, and why. */
    record Unreadable(Reason reason) implements KeyReading {}

    /** Why an offered key is refused; the code names the message shown to the person who uploaded it. */
    enum Reason {
        /** Neither OpenPGP nor X.509, as text or binary. */
        GARBAGE("garbage"),
        /** OpenPGP, but a message or a signature. */
        NOT_A_KEY("not-a-key"),
        /** The private half: its owner must be told, because it has left the owner's hands. */
        SECRET_KEY("secret-key"),
        /** More than one certificate: nobody can tell which one is meant. */
        SEVERAL_KEYS("several-keys"),
        /** More than 256 kB. */
        OVERSIZE("oversize"),
        /** Neither a version 4 key (RFC 4880) nor one of version 6 (RFC 9580): version 3 is unsafe, version 5 no standard. */
        UNSUPPORTED_VERSION("unsupported-version"),
        /** An RSA modulus that no key generation makes: even, prime, or with a small factor. */
        RSA_MODULUS("rsa-modulus"),
        /** More parts than honest keys have: whoever judges the key later would work on it for minutes. */
        COSTLY("costly"),
        /** A copy of a key in use that nobody who holds the key need have made: anybody may certify a public key. */
        NOT_VOUCHED("not-vouched");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The stable name for message bundles and records. */
        public String code() {
            return code;
        }
    }
}
