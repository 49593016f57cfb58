package org.chosei.crypto;

import java.time.Instant;
import java.util.List;

/** What came of opening an encrypted message. */
public sealed interface Opened {
    /** Decrypted with its integrity proved; who wrote it is another question: {@link #signedBy}. */
    final class Plain implements Opened {
        private final byte[] content;
        private final List<byte[]> signatures;
        private final String recipient;

        Plain(byte[] content, List<byte[]> signatures, String recipient) {
            this.content = content;
            this.signatures = signatures;
            this.recipient = recipient;
        }

        /** The content bytes, not copied: they may be 50 MB. */
        public byte[] content() {
            return content;
        }

        /**
         * Checks the signature inside the encryption against these certificates at this instant. A signature that
         * names other recipients is bad: somebody passed another's mail on as if it had been written to us.
         */
        public SignatureFinding signedBy(List<? extends Certificate> candidates, Instant at) {
            return Signatures.verify(content, signatures, recipient, candidates, at);
        }
    }

    /** Encrypted to none of our keys. */
    record NotForUs() implements Opened {}

    /** Encrypted without integrity protection: anybody could have changed it, so nothing of it is shown. */
    record NoIntegrity() implements Opened {}

    /** Not a message that can be shown, and why. */
    record Broken(Reason reason) implements Opened {}

    /** Why a message cannot be shown; the code names the message shown to people. */
    enum Reason {
        /** Not OpenPGP, or its structure is damaged. */
        MALFORMED("malformed"),
        /** Larger than 50 MB, before or after decompression. */
        OVERSIZE("oversize"),
        /** OpenPGP, but not encrypted. */
        NOT_ENCRYPTED("not-encrypted"),
        /** Changed or cut on its way: the integrity check failed. */
        TAMPERED("tampered"),
        /** A cipher that we do not offer in our certificate. */
        CIPHER("cipher"),
        /** Compressed more than a hundredfold, or nested more than four deep. */
        BOMB("bomb");

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
