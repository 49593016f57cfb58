package org.chosei.crypto;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one key of a certificate is good for at an instant. */
sealed interface KeyUse {
    record Usable(int flags, @Nullable Instant expiresAt) implements KeyUse {}

    record Expired(Instant at) implements KeyUse {}

    record Revoked() implements KeyUse {}

    record Weak(KeyWeakness weakness) implements KeyUse {}
}
