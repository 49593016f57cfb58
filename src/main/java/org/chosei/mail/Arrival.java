package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.kernel.Sha256;
import org.chosei.mail.wire.Envelope;

/**
 * A mail that is to be kept.
 *
 * @param key the same for the same bytes to the same recipients, in whatever order they were named
 */
record Arrival(UUID id, Envelope envelope, byte[] raw, String sha256, String key) {
    static Arrival of(UUID id, Envelope envelope, byte[] raw) {
        String sha256 = Sha256.hex(raw);
        return new Arrival(id, envelope, raw, sha256, key(sha256, envelope.recipients()));
    }

    private static String key(String sha256, Collection<String> recipients) {
        String all = recipients.stream()
                .map(recipient -> recipient.toLowerCase(Locale.ROOT))
                .sorted()
                .distinct()
                .collect(Collectors.joining("\n", sha256 + "\n", ""));
        return Sha256.hex(all.getBytes(StandardCharsets.UTF_8));
    }
}
