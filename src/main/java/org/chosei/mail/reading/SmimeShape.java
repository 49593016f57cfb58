package org.chosei.mail.reading;

/** How S/MIME shows in a message, found without any key (RFC 8551 §3). */
public sealed interface SmimeShape {
    /** No S/MIME. */
    record None() implements SmimeShape {}

    /**
     * A CMS message: encrypted, or signed with its content inside. What it holds is another MIME entity, which is read on its
     * own and never joined with the clear text around it.
     *
     * @param der transfer-decoded
     * @param alone whether nothing else is in the message
     */
    record Wrapped(byte[] der, boolean alone) implements SmimeShape {
        @Override
        public byte[] der() {
            return der.clone();
        }
    }

    /**
     * {@code multipart/signed}.
     *
     * @param signedPart as the message has it, headers included, without the line end before the boundary
     * @param signature the second part, transfer-decoded
     */
    record Signed(byte[] signedPart, byte[] signature) implements SmimeShape {
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
