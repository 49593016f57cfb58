package org.chosei.crypto;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;

/** Encrypts while it is written, in packets of partial length (RFC 9580 §4.2.1.4). */
final class StreamWriter {
    private static final int PART = 1 << 16;

    private StreamWriter() {}

    static OutputStream encryptTo(OpenPgpKey recipient, KeyFitness.Fit fit, OutputStream out) throws IOException {
        var subkey = recipient.ring().getPublicKey(HexFormat.of().parseHex(fit.encryptionFingerprint()));
        if (subkey == null) {
            throw new IllegalArgumentException("no key " + fit.encryptionFingerprint() + " in " + recipient);
        }
        var generator = new PGPEncryptedDataGenerator(MessageWriter.aes256(recipient.bodyFormat()));
        generator.addMethod(MessageWriter.wrapper(subkey));
        try {
            OutputStream encrypted = generator.open(out, new byte[PART]);
            OutputStream literal = new PGPLiteralDataGenerator()
                    .open(encrypted, PGPLiteralData.BINARY, "", new Date(0), new byte[PART]);
            return new Both(literal, encrypted);
        } catch (PGPException e) {
            throw new IllegalArgumentException("cannot encrypt to " + recipient, e);
        }
    }

    /** The inner packet ends before the outer one. */
    private static final class Both extends FilterOutputStream {
        private final OutputStream outer;

        Both(OutputStream inner, OutputStream outer) {
            super(inner);
            this.outer = outer;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
            outer.close();
        }
    }
}
