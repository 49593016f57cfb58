package org.chosei.crypto.smime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * Recognises private keys in whatever form programs export them, so that an upload by mistake is answered with the clear
 * word that its owner needs, and never kept.
 */
final class PrivateKeys {
    private static final Pattern LABEL = Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----");
    private static final int JAVA_KEY_STORE = 0xFEEDFEED;

    private PrivateKeys() {}

    /** PEM of any kind, PKCS #1, #8 (sealed as well), #12, SEC 1, or a Java key store. */
    static boolean isIn(byte[] uploaded) {
        if (LABEL.matcher(new String(uploaded, ISO_8859_1)).find()) {
            return true;
        }
        if (uploaded.length >= 4 && ByteBuffer.wrap(uploaded).getInt() == JAVA_KEY_STORE) {
            return true;
        }
        try {
            return uploaded.length > 0
                    && uploaded[0] == 0x30
                    && ASN1Primitive.fromByteArray(uploaded) instanceof ASN1Sequence sequence
                    && isPrivate(sequence);
        } catch (IOException | RuntimeException e) {
            // not whole ASN.1: nothing of these
            return false;
        }
    }

    /**
     * All of them begin with a version, which no certificate and no PKCS #7 does, but for the sealed PKCS #8: an algorithm
     * and a string of octets, and nothing else (RFC 5958 §3).
     */
    private static boolean isPrivate(ASN1Sequence sequence) {
        if (sequence.size() < 2) {
            return false;
        }
        if (sequence.getObjectAt(0) instanceof ASN1Integer) {
            // a bare public key (PKCS #1) is two numbers
            return sequence.size() > 2 || !(sequence.getObjectAt(1) instanceof ASN1Integer);
        }
        return sequence.size() == 2
                && sequence.getObjectAt(0) instanceof ASN1Sequence
                && sequence.getObjectAt(1) instanceof ASN1OctetString;
    }
}
