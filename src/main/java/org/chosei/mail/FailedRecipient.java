package org.chosei.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A recipient that a report says a mail will not reach (RFC 3464 §2.3).
 *
 * @param addresses what it is called there, in small letters: as we wrote it, and where it was passed on to
 */
record FailedRecipient(Set<String> addresses, String why) {
    private static final Pattern GROUPS = Pattern.compile("\\r?\\n[ \\t]*\\r?\\n");
    private static final Pattern ACTION = Pattern.compile("(?im)^Action:[ \\t]*([a-z]+)");
    private static final Pattern RECIPIENT =
            Pattern.compile("(?im)^(?:Original|Final)-Recipient:[ \\t]*rfc822[ \\t]*;[ \\t]*<?([^\\s<>]{1,320})");
    private static final Pattern DIAGNOSTIC = Pattern.compile("(?im)^Diagnostic-Code:[ \\t]*(.{1,300})");
    private static final Pattern STATUS = Pattern.compile("(?im)^Status:[ \\t]*(.{1,300})");

    /** Those of a report's {@code message/delivery-status} part; none when it is about delays or deliveries. */
    static List<FailedRecipient> of(String status) {
        return GROUPS.splitAsStream(status)
                .filter(group -> first(ACTION, group)
                        .map(action -> action.toLowerCase(Locale.ROOT))
                        .equals(Optional.of("failed")))
                .map(group -> new FailedRecipient(
                        RECIPIENT
                                .matcher(group)
                                .results()
                                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                                .collect(Collectors.toSet()),
                        first(DIAGNOSTIC, group).or(() -> first(STATUS, group)).orElse("")))
                .toList();
    }

    private static Optional<String> first(Pattern pattern, String text) {
        return Stream.of(pattern.matcher(text))
                .filter(Matcher::find)
                .map(found -> found.group(1).strip())
                .findFirst();
    }
}
