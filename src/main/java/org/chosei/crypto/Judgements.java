package org.chosei.crypto;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judgements of OpenPGP certificates that are still true: a certificate's signatures are immutable, so that what they say of it
 * changes only when one of the times in it comes. A release asks of the same thousands of certificates again and again, and
 * verifying each signature anew costs more than the encryption.
 */
final class Judgements {
    /** A few megabytes; beyond it all are forgotten and made again. */
    private static final int MOST = 20_000;

    private static final Map<String, Judged> KNOWN = new ConcurrentHashMap<>();

    private Judgements() {}

    private record Judged(KeyFitness fitness, AsOf.Span span) {}

    static KeyFitness of(OpenPgpKey key, Instant at) {
        String name = key.contentHash();
        Judged known = KNOWN.get(name);
        if (known != null && known.span().contains(at)) {
            return known.fitness();
        }
        AsOf asOf = new AsOf(at);
        KeyFitness fitness = CheckedCertificate.of(key, asOf).fitness();
        if (KNOWN.size() >= MOST) {
            KNOWN.clear();
        }
        KNOWN.put(name, new Judged(fitness, asOf.span()));
        return fitness;
    }
}
