package org.chosei.mail.reading;

/**
 * How OpenPGP shows in a message, found without any key. What an encrypted part holds is read on its own after
 * decryption and never joined with the clear text around it.
 */
public sealed interface OpenPgpShape {
    /** No OpenPGP. */
    record Clear() implements OpenPgpShape {}

    /**
     * RFC 3156 section 4. Decrypting the bytes gives another MIME entity for {@link IncomingMail#read}.
     *
     * @param encrypted the second part, transfer-decoded; armored or binary
     * @param alone whether nothing else is in the message
     */
    record PgpMime(byte[] encrypted, boolean alone) implements OpenPgpShape {
        @Override
        public byte[] encrypted() {
            return encrypted.clone();
        }
    }

    /**
     * An armored block in the text: an encrypted message, or a clear-signed one (RFC 9580 section 7).
     *
     * @param armored from its BEGIN to its END line, in the bytes and charset of the part
     * @param alone whether no other words are in the message; files may be
     */
    record PgpInline(byte[] armored, boolean alone) implements OpenPgpShape {
        @Override
        public byte[] armored() {
            return armored.clone();
        }
    }

    /**
     * RFC 3156 section 5.
     *
     * @param signedPart the signed part as the message has it, headers included, without the line end before the
     *     boundary
     * @param signature the second part, transfer-decoded
     */
    record PgpSigned(byte[] signedPart, byte[] signature) implements OpenPgpShape {
        @Override
        public byte[] signedPart() {
            return signedPart.clone();
        }

        @Override
        public byte[] signature() {
            return signature.clone();
        }
    }
}
