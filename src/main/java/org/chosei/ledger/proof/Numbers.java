package org.chosei.ledger.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.OptionalLong;
import org.chosei.ledger.Hashes;

/**
 * Finds the number under which a body was hashed: when only the number was changed, the hash still tells the old one. That
 * is how a moved entry is told from an edited one.
 */
final class Numbers {
    private static final long REACH = 500;

    // a ruined export must not make every entry cost a thousand hashes
    private int trials = 300_000;

    static String hash(String body) {
        return Hashes.sha256(body.getBytes(ISO_8859_1));
    }

    /** The number that fits {@code hash}; empty when the content was changed, too. */
    OptionalLong original(Line.Body body, String hash) {
        if (hash(body.text()).equals(hash)) {
            return OptionalLong.of(body.seq());
        }
        for (long away = 1; away <= REACH && trials > 0; away++) {
            trials -= 2;
            if (hash(body.numbered(body.seq() + away)).equals(hash)) {
                return OptionalLong.of(body.seq() + away);
            }
            if (body.seq() > away && hash(body.numbered(body.seq() - away)).equals(hash)) {
                return OptionalLong.of(body.seq() - away);
            }
        }
        return OptionalLong.empty();
    }
}
