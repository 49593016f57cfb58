package org.chosei.intake.reporting;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Hashes the codes of receipts with Argon2id (RFC 9106; 19 MiB, two passes). An unknown reference costs as much as a known one. */
@Component
class ReceiptHashes {
    /** Of no code at all: it only costs as much to look at. */
    private static final String NOBODYS =
            "$argon2id$v=19$m=19456,t=2,p=1$DOdEXC1OiN02pfJbSvTI3w$ZeysPUUVHux3nqpD4OqfXLWUaNDoSJUMiCLiBuWleNA";

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    /** Each hash takes 19 MiB: a flood waits instead of filling the memory. */
    private final Semaphore atOnce = new Semaphore(2, true);

    String hash(ReceiptCode code) {
        return working(() -> argon2.encode(code.value()));
    }

    boolean matches(ReceiptCode code, @Nullable String hash) {
        return working(() -> argon2.matches(code.value(), hash == null ? NOBODYS : hash)) && hash != null;
    }

    private <T> T working(Supplier<T> work) {
        atOnce.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            atOnce.release();
        }
    }
}
