package org.chosei.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The public half of a checkpoint key, which anybody may have. */
public record VerificationKey(PublicKey key) {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    /**
     * Reads SubjectPublicKeyInfo in PEM, as {@code keys/checkpoint.pub} holds it.
     *
     * @throws IllegalArgumentException when the text is not an Ed25519 public key
     */
    public static VerificationKey ofPem(String pem) {
        return ofEncoded(pem.replace(BEGIN, "").replace(END, "").replaceAll("\\s", ""));
    }

    /** Reads SubjectPublicKeyInfo in base64 alone, as the database keeps it beside each checkpoint. */
    public static VerificationKey ofEncoded(String base64) {
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            return new VerificationKey(
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }

    /** Names the key: the first 16 bytes of the SHA-256 of its SubjectPublicKeyInfo, in hexadecimal. */
    public String id() {
        return Hashes.sha256(key.getEncoded()).substring(0, 32);
    }

    /** SubjectPublicKeyInfo in PEM, as {@code openssl pkeyutl -verify} reads it. */
    public String pem() {
        byte[] body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encode(key.getEncoded());
        return BEGIN + "\n" + new String(body, US_ASCII) + "\n" + END + "\n";
    }

    String encoded() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
