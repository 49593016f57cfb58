package org.chosei.mail;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The deliveries that Message-IDs of ours name: the left part is the delivery's id, so that no index of Message-IDs is kept. */
final class DeliveryIds {
    private static final Pattern OURS = Pattern.compile("<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^@>]+>");

    private DeliveryIds() {}

    /** Those that could be ours; whether one is, the delivery's own Message-ID says. */
    static UUID[] of(List<String> messageIds) {
        return messageIds.stream().flatMap(each -> id(each).stream()).distinct().toArray(UUID[]::new);
    }

    private static Optional<UUID> id(String messageId) {
        Matcher ours = OURS.matcher(messageId);
        return ours.matches() ? Optional.of(UUID.fromString(ours.group(1))) : Optional.empty();
    }
}
