package org.chosei.mail.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A list of {@code tag=value;} (RFC 6376 §3.2). A tag that comes twice makes the list invalid. */
record TagList(Map<String, String> tags) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final int MOST = 40;

    static Optional<TagList> parse(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        String[] pieces = text.split(";", MOST + 1);
        for (int index = 0; index < pieces.length; index++) {
            String piece = pieces[index].strip();
            if (piece.isEmpty() && index == pieces.length - 1) {
                break;
            }
            int equals = piece.indexOf('=');
            String name = equals < 0 ? "" : piece.substring(0, equals).strip();
            if (index == MOST
                    || !NAME.matcher(name).matches()
                    || tags.put(name, piece.substring(equals + 1).strip()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new TagList(Map.copyOf(tags)));
    }

    Optional<String> get(String tag) {
        return Optional.ofNullable(tags.get(tag));
    }

    String get(String tag, String otherwise) {
        return tags.getOrDefault(tag, otherwise);
    }

    /** A value in which white space means nothing, such as base64. */
    String compact(String tag) {
        return get(tag, "").replaceAll("[ \\t\\r\\n]", "");
    }
}
