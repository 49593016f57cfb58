package org.chosei.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPPadding;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.chosei.crypto.Opened.Broken;
import org.chosei.crypto.Opened.Plain;
import org.chosei.crypto.Opened.Reason;
import org.jspecify.annotations.Nullable;

/** Reads what was inside the encryption: exactly one literal, with signatures around it, perhaps compressed. */
final class MessageContent {
    private static final int DEPTH = 4;
    private static final int RATIO = 100;

    private final List<byte[]> signatures = new ArrayList<>();
    private byte @Nullable [] content;

    private MessageContent() {}

    static Opened read(byte[] packets, String recipient) {
        try {
            var message = new MessageContent();
            message.read(packets, 0);
            return message.content == null
                    ? new Broken(Reason.MALFORMED)
                    : new Plain(message.content, List.copyOf(message.signatures), recipient);
        } catch (TooLarge e) {
            return new Broken(e.reason);
        } catch (IOException | PGPException | RuntimeException e) {
            // Bouncy Castle answers malformed packets with any runtime exception
            return new Broken(Reason.MALFORMED);
        }
    }

    private void read(byte[] packets, int depth) throws IOException, PGPException, TooLarge {
        var factory = new PGPObjectFactory(packets, new BcKeyFingerprintCalculator());
        for (var object = factory.nextObject(); object != null; object = factory.nextObject()) {
            switch (object) {
                case PGPCompressedData compressed -> read(decompress(compressed, packets.length, depth), depth + 1);
                case PGPLiteralData literal -> literal(literal);
                case PGPSignatureList list -> Signatures.addTo(signatures, list);
                case PGPOnePassSignatureList _, PGPMarker _, PGPPadding _ -> {}
                default -> throw new IOException("unexpected packet " + object.getClass());
            }
        }
    }

    private void literal(PGPLiteralData literal) throws IOException {
        if (content != null) {
            throw new IOException("two literals: nobody could say which one was signed");
        }
        content = literal.getDataStream().readAllBytes();
    }

    private static byte[] decompress(PGPCompressedData compressed, int size, int depth)
            throws IOException, PGPException, TooLarge {
        if (depth == DEPTH) {
            throw new TooLarge(Reason.BOMB);
        }
        // a handful of bytes may legitimately grow more than a hundredfold
        var limit = Math.min(MessageReader.LIMIT, Math.max(64L * 1024, (long) size * RATIO));
        var bytes = compressed.getDataStream().readNBytes((int) limit + 1);
        if (bytes.length > limit) {
            throw new TooLarge(limit == MessageReader.LIMIT ? Reason.OVERSIZE : Reason.BOMB);
        }
        return bytes;
    }

    private static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1;
        private final Reason reason;

        TooLarge(Reason reason) {
            this.reason = reason;
        }
    }
}
