package org.chosei.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** Tables that come with this room, lines of text in UTF-8; empty lines and those that begin with {@code #} say nothing. */
final class Resource {
    private Resource() {}

    static String text(String name) {
        try (var in = Objects.requireNonNull(Resource.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> lines(String name) {
        return telling(text(name));
    }

    static Stream<String> telling(String text) {
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }
}
