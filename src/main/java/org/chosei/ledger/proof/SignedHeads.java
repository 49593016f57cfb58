package org.chosei.ledger.proof;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The heads that believed checkpoints signed: 40 bytes each, since a long-lived installation has very many. */
final class SignedHeads {
    private static final int HASH = 32;

    private final Map<UUID, Packed> byChain = new HashMap<>();

    void add(UUID chain, long seq, String hash) {
        byChain.computeIfAbsent(chain, _ -> new Packed())
                .add(seq, HexFormat.of().parseHex(hash));
    }

    Set<UUID> chains() {
        return byChain.keySet();
    }

    /** The highest number signed; 0 when none is. */
    long last(UUID chain) {
        Packed packed = byChain.get(chain);
        return packed == null ? 0 : packed.seqs[packed.size - 1];
    }

    /** False when another hash was signed under this number. */
    boolean agree(UUID chain, long seq, String hash) {
        Packed packed = byChain.get(chain);
        return packed == null || packed.agree(seq, HexFormat.of().parseHex(hash));
    }

    private static final class Packed {
        private long[] seqs = new long[2];
        private byte[] hashes = new byte[2 * HASH];
        private int size;

        void add(long seq, byte[] hash) {
            if (size == seqs.length) {
                seqs = Arrays.copyOf(seqs, size * 2);
                hashes = Arrays.copyOf(hashes, size * 2 * HASH);
            }
            int place = size;
            while (place > 0 && seqs[place - 1] > seq) {
                place--;
            }
            System.arraycopy(seqs, place, seqs, place + 1, size - place);
            System.arraycopy(hashes, place * HASH, hashes, (place + 1) * HASH, (size - place) * HASH);
            seqs[place] = seq;
            System.arraycopy(hash, 0, hashes, place * HASH, HASH);
            size++;
        }

        boolean agree(long seq, byte[] hash) {
            int place = Arrays.binarySearch(seqs, 0, size, seq);
            while (place > 0 && seqs[place - 1] == seq) {
                place--;
            }
            boolean agree = true;
            for (int i = place; i >= 0 && i < size && seqs[i] == seq; i++) {
                agree &= Arrays.equals(hashes, i * HASH, (i + 1) * HASH, hash, 0, HASH);
            }
            return agree;
        }
    }
}
