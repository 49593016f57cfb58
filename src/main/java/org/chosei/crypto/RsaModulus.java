package org.chosei.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.math.Primes;

/** The soundness of an RSA modulus, asked once of every uploaded key of either format. */
public final class RsaModulus {
    /** No program makes longer ones for everyday use, and work grows with the cube of the length. */
    public static final int LONGEST = 8192;

    private static final int MILLER_RABIN_ROUNDS = 16;
    /** Product of the odd primes below 752; the customary sieve before the probabilistic test. */
    private static final BigInteger SMALL_PRIMES = oddPrimesBelow(752);

    private RsaModulus() {}

    /**
     * A modulus must be an odd composite without small factors (NIST SP 800-89 §5.3.3). Bouncy Castle would repeat
     * this for every parsed copy of a key, 17 ms each, so it is switched off there and done here once.
     */
    public static boolean isSound(BigInteger n, BigInteger e) {
        if (!n.testBit(0) || !e.testBit(0) || e.compareTo(BigInteger.TWO) <= 0) {
            return false;
        }
        if (!n.gcd(SMALL_PRIMES).equals(BigInteger.ONE)) {
            return false;
        }
        var test = Primes.enhancedMRProbablePrimeTest(n, new SecureRandom(), MILLER_RABIN_ROUNDS);
        return test.isProvablyComposite() && test.isNotPrimePower();
    }

    private static BigInteger oddPrimesBelow(int limit) {
        var product = BigInteger.ONE;
        for (var p = BigInteger.valueOf(3); p.intValue() < limit; p = p.nextProbablePrime()) {
            product = product.multiply(p);
        }
        return product;
    }
}
