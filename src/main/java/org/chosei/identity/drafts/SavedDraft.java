package org.chosei.identity.drafts;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A draft opened for its person.
 *
 * @param form what the page calls the form, the same for every page that shows it
 * @param revision counts the saves; whoever saves over it says from which one it began
 * @param words the fields, as a form is sent ({@code application/x-www-form-urlencoded})
 * @param action where the form was sent by somebody no longer signed in; null for what a page saved
 */
public record SavedDraft(
        UUID id,
        String form,
        int revision,
        String words,
        @Nullable String action,
        Instant savedAt) {
    private static final int SHOWN = 60;

    /** One field of a form. */
    public record Field(String name, String value) {
        /** Whether a person typed it; the rest is carried along unseen. */
        public boolean isTyped() {
            return !value.isBlank() && !name.equals("back") && !value.matches("[0-9a-fA-F-]{36}");
        }
    }

    /** The fields in their order. */
    public List<Field> fields() {
        return Stream.of(words.split("&"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.split("=", 2))
                .map(part -> new Field(decoded(part[0]), part.length < 2 ? "" : decoded(part[1])))
                .toList();
    }

    /** What tells one draft from another in a list: how its longest words begin. */
    public String beginning() {
        String longest = fields().stream()
                .filter(Field::isTyped)
                .map(field -> field.value().strip())
                .max(Comparator.comparingInt(String::length))
                .orElse("");
        int shown = Math.min(longest.codePointCount(0, longest.length()), SHOWN);
        String beginning =
                longest.substring(0, longest.offsetByCodePoints(0, shown)).replaceAll("\\s+", " ");
        return beginning.length() < longest.length() ? beginning + "…" : beginning;
    }

    /** What a page sends is well formed; anything else stays as it is. */
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }
}
