package org.chosei.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.OwnKey;

/**
 * Many different certificates to measure with. RSA keys are products of primes from a small pool, so that a thousand of them do
 * not take half an hour: everybody could compute their secrets, and nothing but a bench may use them.
 */
public final class GeneratedKeys {
    private static final int RSA_BITS = 4096;
    private static final int MOST_PRIMES = 46;
    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

    private GeneratedKeys() {}

    /** Version 4, Ed25519 and Curve25519 as GnuPG makes them; all different. */
    public static List<OpenPgpKey> curve(int number, Instant at) {
        return IntStream.range(0, number)
                .parallel()
                .mapToObj(i -> OwnKey.generate(userId(i), at).certificate())
                .toList();
    }

    /** Version 4, RSA of 4096 bits as primary and as encrypting key; up to a thousand are different, then they repeat. */
    public static List<OpenPgpKey> rsa(int number, Instant at) {
        List<BigInteger[]> pairs = pairs(Math.min(number * 2, MOST_PRIMES * (MOST_PRIMES - 1) / 2));
        List<OpenPgpKey> distinct = IntStream.range(0, Math.max(1, pairs.size() / 2))
                .parallel()
                .mapToObj(i -> rsa(pairs.get(2 * i), pairs.get((2 * i + 1) % pairs.size()), userId(i), Date.from(at)))
                .toList();
        return IntStream.range(0, number)
                .mapToObj(i -> distinct.get(i % distinct.size()))
                .toList();
    }

    private static String userId(int number) {
        return "Maker " + number + " <psirt@m" + number + ".example>";
    }

    /** So many pairs of different primes. */
    private static List<BigInteger[]> pairs(int wanted) {
        int primes = 2;
        while (primes * (primes - 1) / 2 < wanted) {
            primes++;
        }
        List<BigInteger> pool =
                IntStream.range(0, primes).parallel().mapToObj(_ -> prime()).toList();
        List<BigInteger[]> pairs = new ArrayList<>();
        for (int i = 0; i < primes; i++) {
            for (int j = i + 1; j < primes && pairs.size() < wanted; j++) {
                pairs.add(new BigInteger[] {pool.get(i), pool.get(j)});
            }
        }
        return pairs;
    }

    /** With both upper bits set, so that a product of two has the full length. */
    private static BigInteger prime() {
        SecureRandom random = new SecureRandom();
        BigInteger prime;
        do {
            prime = new BigInteger(RSA_BITS / 2, random)
                    .setBit(RSA_BITS / 2 - 1)
                    .setBit(RSA_BITS / 2 - 2)
                    .nextProbablePrime();
        } while (!EXPONENT.gcd(prime.subtract(BigInteger.ONE)).equals(BigInteger.ONE));
        return prime;
    }

    private static AsymmetricCipherKeyPair pair(BigInteger p, BigInteger q) {
        BigInteger n = p.multiply(q);
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        BigInteger d = EXPONENT.modInverse(p1.multiply(q1));
        return new AsymmetricCipherKeyPair(
                new RSAKeyParameters(false, n, EXPONENT),
                new RSAPrivateCrtKeyParameters(n, EXPONENT, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p)));
    }

    private static OpenPgpKey rsa(BigInteger[] primary, BigInteger[] encrypting, String userId, Date at) {
        try {
            PGPKeyPair master = keyPair(primary, at);
            var certification = subpackets(at, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
            var generator = new PGPKeyRingGenerator(
                    PGPSignature.POSITIVE_CERTIFICATION,
                    master,
                    userId,
                    new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                    certification.generate(),
                    null,
                    new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.RSA_GENERAL, HashAlgorithmTags.SHA512),
                    null);
            generator.addSubKey(
                    keyPair(encrypting, at),
                    subpackets(at, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE)
                            .generate(),
                    null);
            List<PGPPublicKey> keys = new ArrayList<>();
            generator.generateSecretKeyRing().getPublicKeys().forEachRemaining(keys::add);
            return OpenPgpKey.fromBytes(new PGPPublicKeyRing(keys).getEncoded());
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("key generation failed", e);
        }
    }

    private static PGPKeyPair keyPair(BigInteger[] primes, Date at) throws PGPException {
        return new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.RSA_GENERAL, pair(primes[0], primes[1]), at);
    }

    private static PGPSignatureSubpacketGenerator subpackets(Date at, int flags) {
        var subpackets = new PGPSignatureSubpacketGenerator();
        subpackets.setSignatureCreationTime(true, at);
        subpackets.setKeyFlags(true, flags);
        return subpackets;
    }
}
