package org.chosei.advisories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A weakness of the Common Weakness Enumeration with its official name, because CSAF refuses a CWE id under any other
 * name (CSAF 2.0, test 6.1.11) and nobody types 80 characters without a mistake.
 */
public record Cwe(String id, String name) {
    private static final Map<String, String> NAMES = names();

    public Cwe {
        if (!Objects.equals(NAMES.get(id), name)) {
            throw new IllegalArgumentException(
                    NAMES.containsKey(id)
                            ? id + " is called '" + NAMES.get(id) + "', not '" + name + "'"
                            : unknown(id));
        }
    }

    /**
     * The weakness with an id such as {@code CWE-79}.
     *
     * @throws IllegalArgumentException when no weakness has this id (categories, views and deprecated entries have none)
     */
    public static Cwe of(String id) {
        String name = NAMES.get(id);
        if (name == null) {
            throw new IllegalArgumentException(unknown(id));
        }
        return new Cwe(id, name);
    }

    private static String unknown(String id) {
        return "'" + id + "' is not a weakness of the CWE list; write it like CWE-79 and choose a weakness,"
                + " not a category, view or deprecated entry";
    }

    private static Map<String, String> names() {
        try (var in = Objects.requireNonNull(Cwe.class.getResourceAsStream("cwe-names.tsv"), "cwe-names.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
