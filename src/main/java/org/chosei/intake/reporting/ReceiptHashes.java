package org.chosei.intake.reporting;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Hashes the codes of receipts with Argon2id (RFC 9106; 19 MiB, two passes). An unknown reference costs as much as a known one. */
@Component
class ReceiptHashes {
    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    private final String nobodys = argon2.encode(ReceiptCode.random().value());
    /** Each hash takes 19 MiB: a flood waits instead of filling the memory. */
    private final Semaphore atOnce = new Semaphore(2, true);

    String hash(ReceiptCode code) {
        return working(() -> argon2.encode(code.value()));
    }

    boolean matches(ReceiptCode code, @Nullable String hash) {
        return working(() -> argon2.matches(code.value(), hash == null ? nobodys : hash)) && hash != null;
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
