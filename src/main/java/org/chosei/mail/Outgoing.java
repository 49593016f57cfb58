package org.chosei.mail;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.chosei.ledger.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A mail of either kind on its way to the relay.
 *
 * @param further more addresses of the same team that are to get it in the same transaction; the mail does not name them
 * @param onlyEncrypted whether no relay may pass it on in clear
 * @param message renders the bytes when its turn has come, so that a batch is not held in memory as a whole
 * @param tries how often it was tried before
 * @param known whether the ledger says already that it is late
 * @param entry the ledger entry of a kind about this mail
 */
record Outgoing(
        UUID id,
        String address,
        List<String> further,
        boolean onlyEncrypted,
        Supplier<byte[]> message,
        int tries,
        @Nullable Instant firstTryAt,
        boolean known,
        Function<String, Entry> entry) {}
