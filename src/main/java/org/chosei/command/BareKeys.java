package org.chosei.command;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import org.bouncycastle.bcpg.ECDHPublicBCPGKey;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/** The encrypting keys of certificates, read beforehand: what encrypting to each would cost if nothing else had to be done. */
record BareKeys(List<X25519PublicKeyParameters> curve, List<PublicKey> rsa) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static BareKeys of(List<byte[]> certificates) throws IOException, GeneralSecurityException {
        List<X25519PublicKeyParameters> curve = new ArrayList<>();
        List<PublicKey> rsa = new ArrayList<>();
        for (byte[] certificate : certificates) {
            for (PGPPublicKey key : new PGPPublicKeyRing(certificate, new BcKeyFingerprintCalculator())) {
                if (!key.isMasterKey()) {
                    switch (key.getPublicKeyPacket().getKey()) {
                        case RSAPublicBCPGKey found ->
                            rsa.add(KeyFactory.getInstance("RSA")
                                    .generatePublic(
                                            new RSAPublicKeySpec(found.getModulus(), found.getPublicExponent())));
                        case ECDHPublicBCPGKey found ->
                            curve.add(new X25519PublicKeyParameters(
                                    found.getEncodedPoint().toByteArray(), 1));
                        default -> throw new IOException("no generated key");
                    }
                }
            }
        }
        return new BareKeys(curve, rsa);
    }

    /** One operation for each: an X25519 key pair of our own and the agreement, or one RSA encryption of the JDK. */
    int wrap() throws GeneralSecurityException {
        int sum = 0;
        for (X25519PublicKeyParameters key : curve) {
            X25519PrivateKeyParameters once = new X25519PrivateKeyParameters(RANDOM);
            byte[] shared = new byte[X25519PrivateKeyParameters.SECRET_SIZE];
            once.generateSecret(key, shared, 0);
            sum += once.generatePublicKey().getEncoded()[0] + shared[0];
        }
        for (PublicKey key : rsa) {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, key, RANDOM);
            sum += cipher.doFinal(new byte[35])[0];
        }
        return sum;
    }
}
